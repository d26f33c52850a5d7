using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Compose.Execution.Queries;
using Compose.Files;
using Compose.Files.Printing;

namespace NCompose;

/// <summary>What helps to understand a failure, as files.</summary>
public sealed partial class ComposeStack
{
    /// <summary>
    /// Writes config.yaml (without values of variables), plan.txt, ps.json, logs.txt and events.json into a folder, which is made if it
    /// does not exist. What cannot be had is named in its file.
    /// </summary>
    public async Task WriteArtifactsAsync(string folder, CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(folder);
        await WriteAsync("config.yaml", () => Task.FromResult(Configuration())).ConfigureAwait(false);
        await WriteAsync("plan.txt", async () =>
            (await PlanAsync(_files.Options.Apply, cancellationToken).ConfigureAwait(false)).ToString()).ConfigureAwait(false);
        await WriteAsync("ps.json", async () => JsonSerializer.Serialize(
            await ContainersAsync(cancellationToken).ConfigureAwait(false),
            ArtifactJson.Default.IReadOnlyListComposeContainer)).ConfigureAwait(false);
        await WriteAsync("logs.txt", () => LogTextAsync(cancellationToken)).ConfigureAwait(false);
        await WriteAsync("events.json", () => EventTextAsync(cancellationToken)).ConfigureAwait(false);

        async Task WriteAsync(string file, Func<Task<string>> text)
        {
            try
            {
                var content = await text().ConfigureAwait(false);
                await File.WriteAllTextAsync(Path.Combine(folder, file), content, cancellationToken).ConfigureAwait(false);
            }
            catch (ComposeException refusal)
            {
                // The other files are still of use.
                await File.WriteAllTextAsync(Path.Combine(folder, file), refusal.Message, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Artifacts are kept where others read them, so values of variables stay out.</summary>
    private string Configuration()
    {
        var text = new ArrayBufferWriter<byte>();
        if (ComposeLoader.Load(_files.RawRequest).Tree is { } tree)
            ConfigPrinter.PrintRaw(tree, PrintForm.Yaml, _files.Dialect, text);
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    private async Task<string> LogTextAsync(CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        await foreach (var line in LogsAsync(null, cancellationToken).ConfigureAwait(false))
            text.Append(CultureInfo.InvariantCulture, $"{line.Container} | {line.Time:O} {line.Text}\n");
        return text.ToString();
    }

    private async Task<string> EventTextAsync(CancellationToken cancellationToken)
    {
        var request = new EventRequest { Kinds = Kinds, Since = Seconds(_opened), Until = Seconds(TimeProvider.System.GetUtcNow()) };
        var text = new StringBuilder();
        await foreach (var happened in EventsAsync(request, cancellationToken).ConfigureAwait(false))
            text.Append(JsonSerializer.Serialize(happened, ArtifactJson.Default.StackEvent)).Append('\n');
        return text.ToString();
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(IReadOnlyList<ComposeContainer>))]
[JsonSerializable(typeof(StackEvent))]
internal sealed partial class ArtifactJson : JsonSerializerContext;
