using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Compose.Cli.Terminals;

namespace Compose.Cli.Commands.Watch;

/// <summary>One JSON object per line, as schemas/watch.schema.json describes it.</summary>
internal sealed class JsonWatchOutput(Terminal terminal, TimeProvider time) : IWatchOutput
{
    private const int MostPaths = 100;
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Lock _gate = new();

    public void On(WatchEvent happened)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(line, Options))
            Write(writer, happened);
        line.Write("\n"u8);
        lock (_gate)
        {
            terminal.Output.Write(line.WrittenSpan);
            terminal.Output.Flush();
        }
    }

    private void Write(Utf8JsonWriter writer, WatchEvent happened)
    {
        writer.WriteStartObject();
        writer.WriteString("time", time.GetUtcNow());
        writer.WriteString("event", Name(happened.Kind));
        if (happened.Service is { } service)
            writer.WriteString("service", service);
        if (happened.Rule is { } rule)
            writer.WriteNumber("rule", rule.Index);
        if (happened.Kind is WatchEventKind.Syncing or WatchEventKind.Synced)
        {
            writer.WriteNumber("copied", happened.Copied);
            writer.WriteNumber("deleted", happened.Deleted);
        }

        if (!happened.Paths.IsEmpty)
        {
            writer.WriteStartArray("paths");
            foreach (var path in happened.Paths.Take(MostPaths))
                writer.WriteStringValue(path);
            writer.WriteEndArray();
        }

        if (happened.Elapsed is { } elapsed)
            writer.WriteNumber("milliseconds", (long)Math.Round(elapsed.TotalMilliseconds));
        if (happened.Text is { } text)
            writer.WriteString("text", text);
        writer.WriteEndObject();
    }

    private static string Name(WatchEventKind kind) => kind switch
    {
        WatchEventKind.FetchedBack => "fetched_back",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
