using Compose.Testing.Processes;

namespace Compose.Differential.Tests;

/// <summary>What one program makes of one project: the JSON form, and where it is accepted the YAML form or the hashes, or both.</summary>
internal sealed record ConfigOutputs(ProcessRun Json, ProcessRun? Yaml, ProcessRun? Hashes)
{
    private const int PanicExitCode = 2;

    public bool Accepted => Json.Succeeded;
    public bool Panicked => Json.ExitCode == PanicExitCode && Json.Error.Contains("goroutine", StringComparison.Ordinal);

    /// <summary>Runs <c>config</c> in its forms; a project that is refused is asked about once.</summary>
    public static async Task<ConfigOutputs> Of(Func<string[], Task<ProcessRun>> run, ConfigForms forms)
    {
        var json = await run(["config", "--format", "json"]);
        return new ConfigOutputs(json, await Also(ConfigForms.Yaml, "config"), await Also(ConfigForms.Hashes, "config", "--hash", "*"));

        async Task<ProcessRun?> Also(ConfigForms form, params string[] command) => json.Succeeded && forms.HasFlag(form) ? await run(command) : null;
    }
}
