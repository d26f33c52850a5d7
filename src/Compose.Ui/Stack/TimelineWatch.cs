using Compose.Execution;
using Compose.Execution.Timelines;
using Compose.Host;
using Compose.Planning.Timelines;
using Compose.Ui.Model;

namespace Compose.Ui.Stack;

/// <summary>Publishes the timeline of the last `up` whenever one has written it.</summary>
internal sealed class TimelineWatch(ProcessEnvironment environment, EngineSession engine, Bulletin bulletin)
{
    private (string File, DateTime Written) _known;

    /// <summary>Null while no run was recorded.</summary>
    public TimelineDocument? Newest { get; private set; }

    public void Look(string project)
    {
        if (project.Length == 0 || TimelineStore.Of(environment, engine.Address, project) is not { } store)
            return;
        var found = (store.File, File.GetLastWriteTimeUtc(store.File));
        if (found == _known)
            return;
        _known = found;
        Newest = store.Read();
        if (Newest is not null)
            bulletin.Publish(new UiDocument("timeline") { Timeline = Newest });
    }

    /// <summary>The bulletin has been cleared.</summary>
    public void Forget() => _known = default;
}
