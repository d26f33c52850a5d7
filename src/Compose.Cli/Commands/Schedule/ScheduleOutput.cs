using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Compose.Cli.Terminals;

namespace Compose.Cli.Commands.Schedule;

/// <summary>What the scheduler does: lines for people, or one JSON object a line, as schemas/schedule.schema.json describes it.</summary>
internal sealed class ScheduleOutput(Terminal terminal, bool isJson)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Lock _gate = new();

    public void Waiting(string job, DateTimeOffset next) =>
        Write("waiting", job, $"next run at {next.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture)}",
            json => json.WriteString("next", next));

    public void Started(string job) => Write("started", job, "started");

    public void Finished(string job, int exitCode, TimeSpan elapsed) => Write(
        "finished", job, string.Create(CultureInfo.InvariantCulture, $"exited with {exitCode} after {elapsed.TotalSeconds:0.0}s"), json =>
        {
            json.WriteNumber("exitCode", exitCode);
            json.WriteNumber("milliseconds", (long)elapsed.TotalMilliseconds);
        });

    public void Skipped(string job, string reason) =>
        Write("skipped", job, "left out: " + reason, json => json.WriteString("reason", reason));

    public void Line(string job, string line) => Write("output", job, line, json => json.WriteString("line", line));

    private void Write(string happened, string job, string text, Action<Utf8JsonWriter>? details = null)
    {
        lock (_gate)
        {
            if (!isJson)
            {
                terminal.PrintLine($"{job}  | {text}");
                return;
            }

            var line = new ArrayBufferWriter<byte>();
            using (var json = new Utf8JsonWriter(line, Options))
            {
                json.WriteStartObject();
                json.WriteString("time", TimeProvider.System.GetUtcNow());
                json.WriteString("event", happened);
                json.WriteString("job", job);
                details?.Invoke(json);
                json.WriteEndObject();
            }

            line.Write("\n"u8);
            terminal.Output.Write(line.WrittenSpan);
            terminal.Output.Flush();
        }
    }
}
