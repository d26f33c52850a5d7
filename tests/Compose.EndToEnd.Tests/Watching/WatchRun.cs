using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Compose.Testing;
using Compose.Testing.Processes;
using Compose.Testing.Scenarios;

namespace Compose.EndToEnd.Tests.Watching;

/// <summary>`ncompose watch` that runs beside a test, with everything that it prints.</summary>
internal sealed class WatchRun : IAsyncDisposable
{
    private readonly Scenario _scenario;
    private readonly Process _process;
    private readonly StringBuilder _printed = new();

    private WatchRun(Scenario scenario, Process process)
    {
        (_scenario, _process) = (scenario, process);
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Printed
    {
        get
        {
            lock (_printed)
                return _printed.ToString();
        }
    }

    /// <summary>Starts to watch; returns when changes are picked up.</summary>
    public static Task<WatchRun> StartAsync(Scenario scenario, params string[] arguments) =>
        StartAsync(scenario, RequiredProgram.Ncompose, arguments);

    /// <summary>As a user who may read and write the project's folder only.</summary>
    public static async Task<WatchRun> StartAsUserAsync(Scenario scenario, string user)
    {
        await ProcessRun.RunAsync("chown", ["-R", $"{user}:{user}", scenario.Folder], scenario.Folder, scenario.Environment);
        return await StartAsync(
            scenario, "setpriv", [$"--reuid={user}", $"--regid={user}", "--clear-groups", RequiredProgram.Ncompose, "watch"]);
    }

    private static async Task<WatchRun> StartAsync(Scenario scenario, string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program)
        { WorkingDirectory = scenario.Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments is [] ? ["watch"] : arguments)
            start.ArgumentList.Add(argument);
        start.Environment.Clear();
        foreach (var (name, value) in scenario.Environment)
            start.Environment[name] = value;
        var run = new WatchRun(scenario, Process.Start(start)!);
        await run.PrintsAsync(arguments.Contains("--json") ? "\"event\":\"enabled\"" : "Watch enabled");
        return run;
    }

    public Task PrintsAsync(string text) =>
        UntilAsync(() => Task.FromResult(Printed.Contains(text, StringComparison.Ordinal)), $"it prints \"{text}\"");

    /// <summary>Until a file of the service's container has this content; null is no file.</summary>
    public Task HoldsAsync(string service, string path, string? content) => UntilAsync(
        async () => await ReadAsync(service, path) == content,
        $"{path} of {service} {(content is null ? "is gone" : $"holds \"{content}\"")}");

    /// <summary>The content of a file in the service's container; null when there is none.</summary>
    public async Task<string?> ReadAsync(string service, string path)
    {
        var (code, output) = await RunAsync(service, "cat", path);
        return code == 0 ? output.TrimEnd('\n') : null;
    }

    public async Task<(int Code, string Output)> RunAsync(string service, params string[] command)
    {
        var containers = await _scenario.Containers(service);
        if (containers is not [var only] || (string?)only["State"] != "running")
            return (-1, "");
        try
        {
            return await _scenario.Engine.ExecAsync((string)only["Id"]!, command);
        }
        catch (HttpRequestException failure) when (failure.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            return (-1, ""); // A rebuild has replaced the container meanwhile.
        }
    }

    /// <summary>Sends a signal and returns the exit code.</summary>
    public async Task<int> EndAsync(string signal = "INT")
    {
        var id = _process.Id.ToString(CultureInfo.InvariantCulture);
        await ProcessRun.RunAsync("kill", ["-" + signal, id], _scenario.Folder, _scenario.Environment);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await EndAsync("KILL");
        _process.Dispose();
    }

    public async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        try
        {
            await Eventually.UntilAsync(isSo, what, _process.WaitForExitAsync());
        }
        catch (TimeoutException failure)
        {
            throw new InvalidOperationException($"{failure.Message}\n{Printed}", failure);
        }
    }

    private void Add(string? line)
    {
        lock (_printed)
            _printed.Append(line).Append('\n');
    }
}
