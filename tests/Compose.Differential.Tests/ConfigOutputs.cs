using Compose.Testing.Processes;

namespace Compose.Differential.Tests;

/// <summary>
/// What one program makes of one project in the forms that were asked for. A project that is refused is asked about once.
/// </summary>
internal sealed record ConfigOutputs(IReadOnlyList<(string Form, ProcessRun Run)> Runs)
{
    private const int PanicExitCode = 2;

    private static readonly (ConfigForms Form, string[] Command)[] Commands =
    [
        (ConfigForms.Json, ["config", "--format", "json"]), (ConfigForms.Yaml, ["config"]), (ConfigForms.Hashes, ["config", "--hash", "*"]),
    ];

    public bool Accepted => First.Succeeded;
    public bool Panicked => First.ExitCode == PanicExitCode && Error.Contains("goroutine", StringComparison.Ordinal);
    public string Error => First.Error;
    public ProcessRun First => Runs[0].Run;

    public static async Task<ConfigOutputs> Of(Func<string[], Task<ProcessRun>> run, ConfigForms forms)
    {
        var runs = new List<(string, ProcessRun)>();
        foreach (var (_, command) in Commands.Where(item => forms.HasFlag(item.Form)))
        {
            var output = await run(command);
            runs.Add((string.Join(' ', command), output));
            if (!output.Succeeded)
                break;
        }

        return new ConfigOutputs(runs);
    }
}
