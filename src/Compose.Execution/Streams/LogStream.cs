using Compose.Engine;
using Compose.Execution.Queries;
using Compose.Planning.Desired;

namespace Compose.Execution.Streams;

/// <summary>The logs of a project's containers: what is there, or what is there and goes on.</summary>
public sealed class LogStream(EngineClient engine, string project)
{
    /// <summary>What was written until now, all containers at once; the receiver is called from one place at a time.</summary>
    public Task ReadAsync(IEnumerable<ContainerRow> containers, LogRequest request, OutputReceiver receiver, CancellationToken cancellation)
    {
        var serial = new SerialOutput(receiver);
        return Task.WhenAll(containers.Select(container =>
            LogReader.ReadAsync(engine, container.Id, NameOf(container), request.ToQuery(follow: false), serial, cancellation)));
    }

    /// <summary>Subscribes to what happens; whatever starts from now on can be followed from its first line.</summary>
    public async Task<LogFollow> OpenAsync(CancellationToken cancellation)
    {
        var filters = new Filters().Add("type", "container").Label($"{LabelNames.Project}={project}").Label($"{LabelNames.OneOff}=False");
        return new LogFollow(engine, this, await engine.OpenEventsAsync(filters, cancel: cancellation));
    }

    /// <summary>The name in front of a line: without the project's, unless the file gave the container a name of its own.</summary>
    public string NameOf(ContainerRow container)
    {
        var name = container.Name;
        return name.StartsWith(project, StringComparison.Ordinal) && name.Length > project.Length + 1 && name[project.Length] is '-' or '_'
            ? name[(project.Length + 1)..]
            : name;
    }
}
