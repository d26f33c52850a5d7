using Compose.Host;
using Compose.Lsp.Serving;

namespace Compose.Lsp;

internal static class Program
{
    private static async Task<int> Main(string[] words)
    {
        // The build asks whether the program runs.
        if (words is ["version"])
            return 0;
        var (options, problem) = LspArguments.Parse(words, Environment.CurrentDirectory, ProcessEnvironment.OfProcess());
        if (options is null)
        {
            await Console.Error.WriteLineAsync($"ncompose-lsp: {problem}; `ncompose lsp --help` lists the flags.");
            return 1;
        }

        try
        {
            await using var output = Console.OpenStandardOutput();
            return await LanguageServer.RunAsync(options, Console.OpenStandardInput(), output, Console.Error);
        }
        catch (IOException)
        {
            // The editor has ended without closing its session.
            return 1;
        }
    }
}
