using Compose.Cli.Hosting;

namespace Compose.Cli.Completion;

/// <summary>The scripts of the shells, which are part of the program.</summary>
internal static class CompletionScript
{
    /// <summary>
    /// For a program that is called so. A plugin has its words completed by docker, which asks it: its script is that of the program
    /// itself.
    /// </summary>
    public static string Of(string shell, string program)
    {
        using var stream = typeof(CompletionScript).Assembly.GetManifestResourceStream("completion." + shell)!;
        using var reader = new StreamReader(stream);
        var script = reader.ReadToEnd();
        return program.Contains(' ', StringComparison.Ordinal) ? script
            : script.Replace(ProcessContext.ProductName, program, StringComparison.Ordinal);
    }
}
