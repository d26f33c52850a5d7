using System.Diagnostics;
using Compose.Testing.Processes;
using Compose.Testing.Scenarios;

namespace Compose.Ui.Tests;

/// <summary>`ncompose ui` of a scenario, as a user starts it.</summary>
internal sealed class UiProcess : IAsyncDisposable
{
    private readonly Process _process;

    private UiProcess(Process process) => _process = process;

    public StreamReader Output => _process.StandardOutput;

    /// <summary>What it printed: http://127.0.0.1:PORT/#TOKEN.</summary>
    public string Address { get; private set; } = "";

    public Uri Root => new(Address[..Address.IndexOf('#', StringComparison.Ordinal)]);
    public string Token => Address[(Address.IndexOf('#', StringComparison.Ordinal) + 1)..];

    public static async Task<UiProcess> StartAsync(Scenario scenario, params string[] flags)
    {
        var ui = Start(scenario, flags);
        ui.Address = await ui.Output.ReadLineAsync()
            ?? throw new InvalidOperationException("ncompose ui printed no address: " + await ui._process.StandardError.ReadToEndAsync());
        return ui;
    }

    public static UiProcess Start(Scenario scenario, params string[] flags)
    {
        var start = new ProcessStartInfo(RequiredProgram.Ncompose, ["ui", .. flags])
        {
            WorkingDirectory = scenario.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in scenario.Environment)
            start.Environment[name] = value;
        return new UiProcess(Process.Start(start)!);
    }

    /// <summary>The memory of the server, in megabytes.</summary>
    public double Megabytes()
    {
        var server = Process.GetProcessesByName("ncompose-ui").Single(process => ParentOf(process.Id) == _process.Id);
        return server.WorkingSet64 / 1048576.0;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static int ParentOf(int process) => int.Parse(File.ReadAllText($"/proc/{process}/stat").Split(") ")[1].Split(' ')[1]);
}
