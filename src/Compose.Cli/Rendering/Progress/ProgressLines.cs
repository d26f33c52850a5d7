using System.Text.Json;
using Compose.Files;

namespace Compose.Cli.Rendering.Progress;

/// <summary>
/// A change as one line. Docker Compose 2.40 knows one word for each ("Started") and puts it where 5.x has the detail; and while `up` is
/// attached it does not tell that containers start.
/// </summary>
internal sealed record ProgressLines(Dialect Dialect, bool IsDryRun, bool TellsStarts = true)
{
    public bool Tells(StatusChange change) =>
        TellsStarts || Dialect != Dialect.V240
            || change.Text is not ("Starting" or "Started" or "Waiting" or "Healthy" or "Exited" or "Unpausing" or "Unpaused");

    /// <summary>` Container web-1 Started `: the blanks, also at the end, are Docker Compose's.</summary>
    public string Text(StatusChange change)
    {
        var prefix = IsDryRun ? " DRY-RUN MODE -  " : " ";
        return Dialect == Dialect.V240
            ? $"{prefix}{change.Id}  {change.Text}\n"
            : $"{prefix}{change.Id} {change.Text} {change.Details}\n";
    }

    /// <summary>With Docker Compose's names; what is empty is left out.</summary>
    public void Write(Utf8JsonWriter writer, StatusChange change)
    {
        writer.WriteStartObject();
        if (IsDryRun)
            writer.WriteBoolean("dry-run", true);
        writer.WriteString("id", change.Id);
        if (change.Parent is not null)
            writer.WriteString("parent_id", change.Parent);
        writer.WriteString("status", Dialect == Dialect.V240 ? change.Text : change.Status.ToString());
        if (Dialect != Dialect.V240)
            writer.WriteString("text", change.Text);
        if (change.Details.Length > 0 && Dialect != Dialect.V240)
            writer.WriteString("details", change.Details);
        if (change.Current > 0)
            writer.WriteNumber("current", change.Current);
        if (change.Total > 0)
            writer.WriteNumber("total", change.Total);
        if (change.Total > 0 && change.Current > 0)
            writer.WriteNumber("percent", (int)Math.Min(100, change.Current * 100 / change.Total));
        writer.WriteEndObject();
    }
}
