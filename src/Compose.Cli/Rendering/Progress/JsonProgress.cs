using System.Text.Json;
using Compose.Execution.Scheduling;

namespace Compose.Cli.Rendering.Progress;

/// <summary>One JSON object per change.</summary>
internal sealed class JsonProgress(Stream stream, ProgressLines lines) : IProgressView
{
    private readonly StatusChanges _changes = new();

    public void On(ProgressEvent happened)
    {
        foreach (var change in _changes.Of(happened).Where(lines.Tells))
            Write(change);
        stream.Flush();
    }

    public void Dispose()
    {
    }

    private void Write(StatusChange change)
    {
        using (var writer = new Utf8JsonWriter(stream))
            lines.Write(writer, change);
        stream.Write("\n"u8);
    }
}
