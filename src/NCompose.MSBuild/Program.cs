namespace NCompose.MSBuild;

/// <summary>
/// Checks compose files and prints what is wrong in the form that MSBuild reads. The exit code is 1 when there are errors.
/// </summary>
internal static class Program
{
    private const char Separator = '|';

    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [var state, .. var items])
            return 2;
        Directory.CreateDirectory(state);
        var inputs = new SortedSet<string>(StringComparer.Ordinal);
        var hasErrors = false;
        foreach (var item in items)
        {
            var load = await ComposeProject.LoadAsync(OptionsOf(item)).ConfigureAwait(false);
            inputs.UnionWith(load.Files);
            hasErrors |= load.HasErrors;
            foreach (var problem in load.Diagnostics.Where(problem => problem.Severity != ComposeSeverity.Note))
                await Console.Out.WriteLineAsync(LineOf(problem)).ConfigureAwait(false);
        }

        // The next build compares these files with the mark, which only a build without errors leaves.
        await File.WriteAllLinesAsync(Path.Combine(state, "inputs.txt"), inputs).ConfigureAwait(false);
        if (!hasErrors)
            await File.WriteAllTextAsync(Path.Combine(state, "checked.txt"), "").ConfigureAwait(false);
        return hasErrors ? 1 : 0;
    }

    /// <summary><c>/app/compose.yaml|compose.ci.yaml;compose.debug.yaml</c>.</summary>
    private static ComposeOptions OptionsOf(string item)
    {
        var (file, overrides) = item.IndexOf(Separator) is >= 0 and var at ? (item[..at], item[(at + 1)..]) : (item, "");
        return new ComposeOptions
        {
            Directory = Path.GetDirectoryName(file),
            Files =
            [
                Path.GetFileName(file),
                .. overrides.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            ],
        };
    }

    private static string LineOf(ComposeDiagnostic problem)
    {
        var line = problem.File is null ? "ncompose : " + problem : problem.ToString();
        return (problem.Help is null ? line : $"{line} ({problem.Help})").ReplaceLineEndings(" ");
    }
}
