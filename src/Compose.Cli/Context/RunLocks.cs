using Compose.Execution.Locks;
using Compose.Execution.Stacks;

namespace Compose.Cli.Context;

/// <summary>What keeps others from changing a project or a stack while a command does.</summary>
internal sealed class RunLocks(CommandContext run) : IAsyncDisposable
{
    private ProjectLock? _project;
    private StackLock? _stack;

    /// <summary>
    /// From here until <see cref="Release"/> no other run changes the project: what is observed now is what the plan meets.
    /// </summary>
    public async Task TakeAsync(string project)
    {
        if (run.IsDryRun || _project is not null)
            return;
        var request = new ProjectLockRequest(
            ProjectLock.Folders(run.Call.Process.Variables), run.Engine.Address, project, run.Call.Command.Name);
        _project = await ProjectLock.AcquireAsync(request, message => run.Terminal.ReportLine(message), run.Reporter.Warn, run.Stop);
        run.Interrupts.MustFinish = true;
    }

    /// <summary>From here until the end of the command no run on another machine changes the stack either.</summary>
    public async Task TakeStackAsync(string stack)
    {
        if (_stack is not null)
            return;
        var token = Guid.NewGuid().ToString("N");
        var owner = new StackLockOwner(StackOwner.Name(), run.Call.Command.Name, token, _project?.Exchange(token));
        _stack = await run.Engine.LockStackAsync(stack, owner, run.Inform, run.Stop);
    }

    /// <summary>What has to be exclusive is done: an attached `up` goes on without the lock.</summary>
    public void Release()
    {
        run.Interrupts.MustFinish = false;
        _project?.Dispose();
        _project = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_stack is not null)
            await _stack.DisposeAsync();
        Release();
    }
}
