using System.Collections.Immutable;
using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Execution.Adopting;
using Compose.Files.Discovery;

namespace Compose.Cli.Commands.Adopting;

/// <summary>Finds the containers, has them described, and writes the file or prints it.</summary>
internal sealed class AdoptRun(CommandContext run)
{
    public const string Print = "-";
    private const int MostNamed = 8;

    public required string Output { get; init; }
    public bool Force { get; init; }
    public bool Json { get; init; }
    public string? Project { get; init; }

    /// <summary>Where relative paths start, unless the file is written into another folder.</summary>
    public required string Directory { get; init; }

    private string File => Path.GetFullPath(Output, Directory);
    private string Folder => Output == Print ? Directory : Path.GetDirectoryName(File) ?? Directory;

    public static string? Format(string format) =>
        format is "yaml" or "json" ? null : $"unsupported format {GoSyntax.Quote(format)}: values are yaml and json";

    public async Task<int> RunAsync(ImmutableArray<string> operands)
    {
        if (Project is { Length: > 0 } given && !ProjectName.IsValid(given))
            return run.Reporter.Fail(ProjectName.Objection(given));
        if (Output != Print && !Force && System.IO.File.Exists(File))
            return Exists(Output);
        var all = await run.Engine.AdoptionCandidatesAsync(run.Stop);
        if (operands.FirstOrDefault(operand => AdoptionCandidate.Find(all, operand) is null) is { } unknown)
            return run.Reporter.Fail($"no such container: {unknown}", $"containers: {Names(all)}");
        var chosen = operands.Select(operand => AdoptionCandidate.Find(all, operand)!).Distinct().ToImmutableArray();
        var project = Project is { Length: > 0 } ? Project : ProjectOf(chosen) ?? ProjectName.Normalize(Path.GetFileName(Folder));
        if (project.Length == 0)
            return run.Reporter.Fail("project name must not be empty", "give the project a name with -p");
        if (operands.IsEmpty)
            chosen = [.. all.Where(candidate => candidate.Project == project && candidate.IsReplica)];
        if (chosen.IsEmpty)
            return run.Reporter.Fail($"project \"{project}\" has no containers",
                all.Count == 0 ? "there are no containers on this engine" : $"name containers, or another project with -p: {Names(all)}");
        return Write(await run.Engine.AdoptAsync(new AdoptionRequest
        {
            Project = project,
            Directory = Folder,
            Containers = [.. chosen.Select(candidate => candidate.Id)],
            Secrets = Output == Print ? SecretPlace.Variables : SecretPlace.File,
        }, run.Stop));
    }

    /// <summary>The project that all of them belong to; null when they belong to several or to none.</summary>
    private static string? ProjectOf(ImmutableArray<AdoptionCandidate> chosen) =>
        chosen.Select(candidate => candidate.Project).Distinct(StringComparer.Ordinal).ToList() is [{ Length: > 0 } only]
            && ProjectName.IsValid(only) ? only : null;

    private static string Names(IReadOnlyList<AdoptionCandidate> all)
    {
        var names = all.Select(candidate => candidate.Project is { } project ? $"{candidate.Name} (project {project})"
            : candidate.Name).ToList();
        return string.Join(", ", names.Take(MostNamed)) + (names.Count > MostNamed ? $", and {names.Count - MostNamed} more" : "");
    }

    private int Write(Adopted adopted)
    {
        if (!adopted.Problems.IsEmpty)
        {
            run.Reporter.Report(adopted.Problems, adopted.Sources);
            return run.Reporter.Fail("these containers cannot be described by a compose file");
        }

        foreach (var warning in adopted.Warnings)
            run.Reporter.Warn(warning);
        if (Output == Print)
        {
            run.Terminal.Print(System.Text.Encoding.UTF8.GetString(AdoptedFiles.Text(adopted.Tree, Json)));
            return ExitCodes.Success;
        }

        if (!Force && adopted.Files.FirstOrDefault(file => System.IO.File.Exists(Path.Combine(Folder, file.Name))) is { } there)
            return Exists(there.Name);
        if (AdoptedFiles.Write(Folder, File, adopted, Json) is { } problem)
            return run.Reporter.Fail(problem);
        Tell(adopted);
        return ExitCodes.Success;
    }

    private int Exists(string file) =>
        run.Reporter.Fail($"{file} exists", "choose another file with -o, or overwrite it with --force");

    private void Tell(Adopted adopted)
    {
        var count = adopted.Kept.Length + adopted.Replaced.Length;
        run.Terminal.PrintLine($"{Output}: {Count(count, "container")} of project {adopted.Project}");
        if (!adopted.Kept.IsEmpty)
            run.Terminal.PrintLine($"  stay as they are: {string.Join(", ", adopted.Kept)}");
        if (!adopted.Replaced.IsEmpty)
            run.Terminal.PrintLine(
                "  replaced by the next `up`, because another tool created them: " + string.Join(", ", adopted.Replaced));
        foreach (var file in adopted.Files)
            run.Terminal.PrintLine(file.Name + (file.IsPrivate
                ? ": secrets, readable only by you; keep it out of version control"
                : ": a security profile"));
    }

    private static string Count(int count, string word) => count == 1 ? $"1 {word}" : $"{count} {word}s";
}
