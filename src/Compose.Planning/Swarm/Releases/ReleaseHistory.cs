using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Compose.Planning.Swarm.Desired;
using Compose.Planning.Swarm.Observed;
using Compose.Planning.Swarm.Specs;
using Docker.DotNet.Models;

namespace Compose.Planning.Swarm.Releases;

/// <summary>
/// The releases of a stack, kept by the swarm as configs: every machine can roll back, and `docker stack rm` removes them with the stack.
/// </summary>
public static class ReleaseHistory
{
    /// <summary>So many are kept, and what they name.</summary>
    public const int Length = 5;

    private const string Owner = "ncompose.release.by";
    private const string Content = "ncompose.release.digest";
    private const int LongestText = 256 * 1024 * 1024;

    /// <summary>The oldest first. One that cannot be read, because another version has written it, is left out.</summary>
    public static ImmutableArray<Release> Of(ObservedStack observed) =>
    [
        .. observed.Bookkeeping.Select(Read).OfType<Release>().OrderBy(release => release.Number),
    ];

    /// <summary>The services of the stack are those of the release.</summary>
    public static bool IsCurrent(ObservedStack observed, Release release) => release.Digest == ReleaseSpecs.Digest(
        observed.Services.Where(service => service.Spec!.Labels?.ContainsKey(StackLabels.OneOff) != true)
            .Select(service => ReleaseSpecs.Named(service.Spec!, observed)));

    public static int NumberOf(SwarmConfig config) =>
        config.Spec.Labels is { } labels && labels.TryGetValue(StackLabels.Release, out var text)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    public static SwarmConfigSpec Spec(string stack, int number, string by, IReadOnlyList<ServiceSpec> named) => new()
    {
        Name = string.Create(CultureInfo.InvariantCulture, $"{stack}.ncompose.release.{number}"),
        Labels = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [StackLabels.Namespace] = stack,
            [StackLabels.Release] = number.ToString(CultureInfo.InvariantCulture),
            [Owner] = by,
            [Content] = ReleaseSpecs.Digest(named),
        },
        Data = Compressed(named),
    };

    private static Release? Read(SwarmConfig config)
    {
        if (NumberOf(config) is not (> 0 and var number))
            return null;
        try
        {
            using var text = new GZipStream(new MemoryStream([.. config.Spec.Data ?? []]), CompressionMode.Decompress);
            var bytes = new byte[LongestText / 256];
            var whole = new MemoryStream();
            for (int count; (count = text.Read(bytes)) > 0 && whole.Length < LongestText;)
                whole.Write(bytes, 0, count);
            var services = JsonSerializer.Deserialize(whole.ToArray(), SpecJson.Default.ListServiceSpec);
            return new Release(
                number, config.CreatedAt, config.Spec.Labels!.TryGetValue(Owner, out var by) ? by : "",
                config.Spec.Labels.TryGetValue(Content, out var digest) ? digest : "", config.ID, [.. services ?? []]);
        }
        catch (Exception error) when (error is InvalidDataException or JsonException)
        {
            // Another client can write configs under these names.
            return null;
        }
    }

    private static byte[] Compressed(IReadOnlyList<ServiceSpec> named)
    {
        var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionLevel.Optimal))
            zip.Write(JsonSerializer.SerializeToUtf8Bytes([.. named], SpecJson.Default.ListServiceSpec));
        return bytes.ToArray();
    }
}
