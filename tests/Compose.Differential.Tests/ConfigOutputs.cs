using Compose.Testing.Processes;

namespace Compose.Differential.Tests;

/// <summary>What one program makes of one project: the JSON form, and where it is accepted the YAML form and the hashes.</summary>
internal sealed record ConfigOutputs(ProcessRun Json, ProcessRun? Yaml, ProcessRun? Hashes)
{
    private const int PanicExitCode = 2;

    public bool Accepted => Json.Succeeded;
    public bool Panicked => Json.ExitCode == PanicExitCode && Json.Error.Contains("goroutine", StringComparison.Ordinal);

    /// <summary>Runs <c>config</c> in its forms; a project that is refused is asked about once.</summary>
    public static async Task<ConfigOutputs> Of(Func<string[], Task<ProcessRun>> run)
    {
        var json = await run(["config", "--format", "json"]);
        if (!json.Succeeded)
            return new ConfigOutputs(json, null, null);
        return new ConfigOutputs(json, await run(["config"]), await run(["config", "--hash", "*"]));
    }
}
