namespace Compose.Cli.Completion;

/// <summary>The scripts of the shells, which are part of the program.</summary>
static class CompletionScript
{
    public static string Of(string shell)
    {
        using var stream = typeof(CompletionScript).Assembly.GetManifestResourceStream("completion." + shell)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
