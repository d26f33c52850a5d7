using System.Text;
using Compose.Cli.Rendering.Logs;
using Compose.Cli.Rendering.Progress;
using Compose.Execution.Logs;
using Compose.Execution.Queries;
using Compose.Execution.Scheduling;
using Compose.Planning.Operations;

namespace Compose.Cli.Commands.Up;

/// <summary>
/// In an attached `up` the output of a hook stands among the lines of the containers, behind "web-1 ->", as Docker Compose prints it.
/// </summary>
internal sealed class HookLines(IProgressView view, LogPrinter printer, ProjectLogs logs) : IProgressView
{
    public void On(ProgressEvent happened)
    {
        if (happened is not ProgressEvent.Output { Step.Operation: Operation.RunHook hook } output)
        {
            view.On(happened);
            return;
        }

        printer.Line(
            logs.NameOf(new ContainerRow { Id = "", Name = hook.Target.Name }) + " ->", isError: false,
            Encoding.UTF8.GetBytes(output.Line));
        printer.Flush();
    }

    public void Dispose() => view.Dispose();
}
