using Compose.Execution.Tasks;
using Compose.Host.Processes;
using Compose.Ui.Model;
using Compose.Ui.Stack;

namespace Compose.Ui.Screens;

/// <summary>Keys that change the stack. Each shows its plan before it runs.</summary>
internal sealed class ScreenActions(OpenStack stack)
{
    /// <param name="state">What is shown.</param>
    /// <param name="key">The key that was pressed.</param>
    /// <param name="tasks">Runs what takes long.</param>
    /// <param name="post">Changes the state later.</param>
    public void Apply(ScreenState state, string key, TaskGroup tasks, Func<Action<ScreenState>, ValueTask> post)
    {
        if (stack.Options.ReadOnly)
            return;
        if (state.Question is { Trial.IsPossible: true } agreed)
        {
            state.Question = null;
            tasks.Add(_ => RunAsync(agreed, post));
        }
        else if (state.Question is null && Request(state, key) is { } request && ActionRun.Command(request) is { } command)
        {
            var question = state.Question = new ScreenQuestion(request, command, null);
            tasks.Add(token => TryAsync(question, post, token));
        }
    }

    /// <summary>A shell in a container of the service, with the terminal of this program.</summary>
    public async Task ShellAsync(string service)
    {
        if (stack.Options.ReadOnly)
            return;
        await using var shell = ChildProcess.Start(OwnProgram.Command(stack.Options, "exec", "--", service, "sh"));
        await shell.WaitAsync();
    }

    private static ActionRequest? Request(ScreenState state, string key) => key switch
    {
        "U" => new ActionRequest("up", null),
        "D" => new ActionRequest("down", null),
        _ => state.Selected is { } service && Action(key) is { } action ? new ActionRequest(action, service) : null,
    };

    private static string? Action(string key) => key switch
    {
        "s" => "stop",
        "S" => "start",
        "r" => "restart",
        "u" => "up",
        "R" => "recreate",
        "b" => "rebuild",
        _ => null,
    };

    private async Task TryAsync(ScreenQuestion question, Func<Action<ScreenState>, ValueTask> post, CancellationToken cancellationToken)
    {
        var trial = ActionRun.Plan(question.Action) is { } plan ? await PlannedAsync(plan, cancellationToken)
            : Steps(await stack.Actions.TryAsync(question.Command, cancellationToken));
        await post(state => state.Question = state.Question == question ? question with { Trial = trial } : state.Question);
    }

    private async Task<ScreenTrial> PlannedAsync(string[] plan, CancellationToken cancellationToken)
    {
        var (exitCode, output, error) = await OwnProgram.RunAsync(stack.Options, plan, cancellationToken);
        return new ScreenTrial([.. (exitCode == 0 ? output : error).TrimEnd().Split('\n')], exitCode == 0);
    }

    private static ScreenTrial Steps(RunDocument trial) => trial.Problem is { } problem ? new ScreenTrial([.. problem.Split('\n')], false)
        : new ScreenTrial([.. trial.Steps.Select(step => $"{step.Id}  {step.Text.ToLowerInvariant()}")], true);

    private async Task RunAsync(ScreenQuestion question, Func<Action<ScreenState>, ValueTask> post)
    {
        if (!await stack.Actions.RunAsync(question.Command))
            await post(
                state => state.Run = new RunDocument
                { Command = question.Action.Action, Steps = [], ExitCode = 1, Problem = "another action is running" });
    }
}
