using System.Text.Json;
using Compose.Execution;

namespace Compose.Cli.Rendering.Progress;

/// <summary>One JSON object per change, with Docker Compose's names; what is empty is left out.</summary>
sealed class JsonProgress(Stream stream, bool isDryRun) : IProgressView
{
    private readonly StatusChanges _changes = new();

    public void On(ProgressEvent happened)
    {
        foreach (var change in _changes.Of(happened))
            Write(change);
        stream.Flush();
    }

    public void Dispose()
    {
    }

    private void Write(StatusChange change)
    {
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            if (isDryRun)
                writer.WriteBoolean("dry-run", true);
            writer.WriteString("id", change.Id);
            if (change.Parent is not null)
                writer.WriteString("parent_id", change.Parent);
            writer.WriteString("status", change.Status.ToString());
            writer.WriteString("text", change.Text);
            if (change.Details.Length > 0)
                writer.WriteString("details", change.Details);
            if (change.Current > 0)
                writer.WriteNumber("current", change.Current);
            if (change.Total > 0)
                writer.WriteNumber("total", change.Total);
            if (change.Total > 0 && change.Current > 0)
                writer.WriteNumber("percent", (int)Math.Min(100, change.Current * 100 / change.Total));
            writer.WriteEndObject();
        }

        stream.Write("\n"u8);
    }
}
