using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Compose.Host.Processes;
using Compose.Ui.Model;

namespace Compose.Ui.Stack;

/// <summary>Commands that the page starts, one at a time; each can be tried first (`--dry-run`).</summary>
public sealed class ActionRun(StackOptions options, Bulletin bulletin)
{
    private const int MostReplicas = 100;

    /// <summary>What a trial says of a container or a service that stays as it is, or only has to be waited for.</summary>
    private static readonly string[] Unchanged = ["Running", "Unchanged", "Waiting", "Healthy"];

    /// <summary>What says more than the start that follows.</summary>
    private static readonly string[] Made = ["Created", "Recreated"];

    private int _isBusy;

    /// <summary>Null for an action that there is not.</summary>
    public static string[]? Command(ActionRequest request)
    {
        string[] service = Operands(request);
        return request.Action switch
        {
            "up" or "recreate" or "rebuild" => ["up", "--detach", "--yes", .. Flags(request.Action), .. service],
            "start" or "stop" or "restart" => [request.Action, .. service],
            "scale" when Scale(request) is { } scale => ["scale", "--no-deps", "--", scale],
            "down" when service.Length == 0 => ["down"],
            _ => null,
        };
    }

    /// <summary>The command that prints what an action would do, with its reasons; null for one that has no plan.</summary>
    public static string[]? Plan(ActionRequest request) => request.Action switch
    {
        "up" or "recreate" or "rebuild" => ["plan", .. Flags(request.Action), .. Operands(request)],
        "scale" when Scale(request) is { } scale => ["plan", "--no-deps", "--scale", scale, .. Operands(request)],
        _ => null,
    };

    /// <summary>What a command without a plan would do, step by step.</summary>
    public async Task<RunDocument> TryAsync(string[] command, CancellationToken cancellationToken)
    {
        string[] trial = ["--dry-run", "--progress", "json", .. command];
        var (exitCode, output, error) = await OwnProgram.RunAsync(options, trial, cancellationToken);
        var steps = ImmutableArray<RunStep>.Empty;
        foreach (var line in (output + '\n' + error).Split('\n'))
            if (Step(line) is { } step && !Unchanged.Contains(step.Text)
                && !steps.Any(known => known.Id == step.Id && Made.Contains(known.Text)))
                steps = With(steps, step);
        var problem = exitCode == 0 ? null : Sentence(error);
        return new RunDocument { Command = string.Join(' ', command), Steps = steps, ExitCode = exitCode, Problem = problem };
    }

    /// <summary>False when another one runs. Its steps are published as they come; it goes on when the page is closed.</summary>
    public async Task<bool> RunAsync(string[] command)
    {
        if (Interlocked.Exchange(ref _isBusy, 1) == 1)
            return false;
        var run = new RunDocument { Command = string.Join(' ', command), Steps = [] };
        try
        {
            Publish(run);
            var start = OwnProgram.Command(options, ["--progress", "json", .. command]);
            await using var child = ChildProcess.Start(start with { RedirectInput = true, RedirectOutput = true, RedirectError = true });
            child.Input.Close();
            var problem = ReadAsync(child.Error);
            using var output = new StreamReader(child.Output);
            while (await output.ReadLineAsync() is { } line)
                if (Step(line) is { } step)
                    Publish(run = run with { Steps = With(run.Steps, step) });
            var (rest, exitCode) = (await problem, await child.WaitAsync());
            foreach (var line in rest.Split('\n'))
                if (Step(line) is { } step)
                    run = run with { Steps = With(run.Steps, step) };
            Publish(run with { ExitCode = exitCode, Problem = exitCode == 0 ? null : Sentence(rest) });
        }
        catch (IOException failure)
        {
            // The program cannot be started.
            Publish(run with { ExitCode = -1, Problem = failure.Message });
        }
        finally
        {
            Volatile.Write(ref _isBusy, 0);
        }

        return true;
    }

    private static string[] Operands(ActionRequest request) => request.Service is { Length: > 0 } name ? ["--", name] : [];

    private static string[] Flags(string action) => action switch
    {
        "recreate" => ["--force-recreate", "--no-deps"],
        "rebuild" => ["--build", "--no-deps"],
        _ => [],
    };

    private static string? Scale(ActionRequest request) => request is { Service.Length: > 0, Replicas: >= 0 and <= MostReplicas }
        ? string.Create(CultureInfo.InvariantCulture, $"{request.Service}={request.Replicas}") : null;

    private static async Task<string> ReadAsync(Stream stream)
    {
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }

    private void Publish(RunDocument run) => bulletin.Publish(new UiDocument("run") { Run = run });

    private static ImmutableArray<RunStep> With(ImmutableArray<RunStep> steps, RunStep step)
    {
        var at = steps.ToList().FindIndex(known => known.Id == step.Id);
        return at < 0 ? steps.Add(step) : steps.SetItem(at, step);
    }

    private static RunStep? Step(string line)
    {
        try
        {
            return line.StartsWith('{') && JsonSerializer.Deserialize(line, UiJson.Default.RunStep) is { Id: not null } step ? step : null;
        }
        catch (JsonException)
        {
            // A line of a build.
            return null;
        }
    }

    private static string Sentence(string error) =>
        string.Join('\n', error.Split('\n').Where(line => !line.StartsWith('{') && line.Length > 0));
}
