using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Compose.Testing.Engine;

/// <summary>
/// The engine as tests see it: plain HTTP and JSON over the socket of DOCKER_HOST. It shares nothing with the client under test, so that a
/// mistake of that client cannot hide itself.
/// </summary>
public sealed class EngineSocket : IDisposable
{
    private readonly HttpClient _http;

    public EngineSocket(string dockerHost)
    {
        DockerHost = dockerHost;
        var address = new Uri(dockerHost);
        var handler = new SocketsHttpHandler();
        if (address.Scheme == "unix")
            handler.ConnectCallback = (_, stop) => ConnectAsync(address.LocalPath, stop);
        var host = address.Scheme == "unix" ? "http://engine" : $"http://{address.Host}:{address.Port}";
        _http = new HttpClient(handler) { BaseAddress = new Uri(host), Timeout = TimeSpan.FromMinutes(2) };
    }

    public string DockerHost { get; }

    /// <summary>The engine of DOCKER_HOST, else the default socket; a failure that says what to do when none answers.</summary>
    public static async Task<EngineSocket> ConnectAsync()
    {
        var host = Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } set ? set : "unix:///var/run/docker.sock";
        var engine = new EngineSocket(host);
        try
        {
            await engine.TextAsync(HttpMethod.Get, "/_ping");
            return engine;
        }
        catch (HttpRequestException e)
        {
            engine.Dispose();
            throw new InvalidOperationException(
                $"No container engine answers at {host} ({e.Message}). Start one with: bash eng/engine.sh, and set the DOCKER_HOST that it prints.");
        }
    }

    public async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await TextAsync(HttpMethod.Get, path))!;

    public Task<byte[]> GetBytesAsync(string path) => _http.GetByteArrayAsync(path);

    public Task<string> GetTextAsync(string path) => TextAsync(HttpMethod.Get, path);

    /// <summary>Deletes, and is content when it was gone already.</summary>
    public async Task DeleteAsync(string path)
    {
        using var response = await _http.DeleteAsync(path);
        if (!response.IsSuccessStatusCode && response.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.Conflict))
            throw new HttpRequestException($"DELETE {path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
    }

    /// <summary>Deletes once; null when it is gone, otherwise why the engine refuses.</summary>
    public async Task<string?> TryDeleteAsync(string path)
    {
        using var response = await _http.DeleteAsync(path);
        return response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.NotFound ? null
            : $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}";
    }

    public async Task<JsonNode?> PostAsync(string path, JsonNode? body = null)
    {
        using var content = new StringContent(body?.ToJsonString() ?? "", Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json"));
        using var response = await _http.PostAsync(path, content);
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException($"POST {path}: {(int)response.StatusCode} {text}", null, response.StatusCode);
        return text.StartsWith('{') ? JsonNode.Parse(text) : null;
    }

    /// <summary>Containers with all of these labels (<c>name=value</c> or <c>name</c>), stopped ones too.</summary>
    public async Task<IReadOnlyList<JsonNode>> ContainersAsync(params string[] labels) =>
        Items(await GetAsync($"/containers/json?all=1&filters={Labels(labels)}"));

    public async Task<IReadOnlyList<JsonNode>> NetworksAsync(params string[] labels) =>
        Items(await GetAsync($"/networks?filters={Labels(labels)}"));

    public async Task<IReadOnlyList<JsonNode>> VolumesAsync(params string[] labels) =>
        (await GetAsync($"/volumes?filters={Labels(labels)}"))["Volumes"] is { } volumes ? Items(volumes) : [];

    public Task<JsonNode> InspectAsync(string container) => GetAsync($"/containers/{container}/json");

    /// <summary>Runs a program in a container: its exit code, and what it wrote to both streams.</summary>
    public async Task<(int ExitCode, string Output)> ExecAsync(string container, params string[] command)
    {
        var request = new JsonObject
        { ["AttachStdout"] = true, ["AttachStderr"] = true, ["Cmd"] = new JsonArray([.. command.Select(word => (JsonNode)word)]) };
        var made = await PostAsync($"/containers/{container}/exec", request);
        using var content = new StringContent(
            """{"Detach":false,"Tty":false}""", Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json"));
        using var response = await _http.PostAsync($"/exec/{made!["Id"]}/start", content);
        var output = Unframed(await response.Content.ReadAsByteArrayAsync());
        return ((int)(await GetAsync($"/exec/{made["Id"]}/json"))["ExitCode"]!, output);
    }

    /// <summary>What a container has written when it has come to that text: a container that has been started has not spoken yet.</summary>
    public async Task<string> LogsAsync(string container, string until)
    {
        var logs = "";
        await Eventually.UntilAsync(
            async () => (logs = await LogsAsync(container)).Contains(until, StringComparison.Ordinal), $"{container} writes \"{until}\"");
        return logs;
    }

    /// <summary>What a container wrote, both streams in one.</summary>
    public async Task<string> LogsAsync(string container)
    {
        var tty = (bool?)(await InspectAsync(container))["Config"]?["Tty"] ?? false;
        var bytes = await _http.GetByteArrayAsync($"/containers/{container}/logs?stdout=1&stderr=1&timestamps=1&tail=500");
        return tty ? Encoding.UTF8.GetString(bytes) : Unframed(bytes);
    }

    /// <summary>A path of a container as a tar archive; null when there is no such path.</summary>
    public async Task<byte[]?> ArchiveAsync(string container, string path)
    {
        using var response = await _http.GetAsync($"/containers/{container}/archive?path={Uri.EscapeDataString(path)}");
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;
        return await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
    }

    /// <summary>The engine's events in a stretch of time, one JSON object a line.</summary>
    public Task<string> EventsAsync(DateTimeOffset since, DateTimeOffset until, string label) =>
        GetTextAsync($"/events?since={since.ToUnixTimeSeconds()}&until={until.ToUnixTimeSeconds()}&filters={Labels([label])}");

    /// <summary>Returns when the engine has begun to tell.</summary>
    public async Task<EventRecording> RecordEventsAsync(string label)
    {
        var response = await _http.GetAsync($"/events?filters={Labels([label])}", HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        return new EventRecording(response, await response.Content.ReadAsStreamAsync(), label);
    }

    public void Dispose() => _http.Dispose();

    private static IReadOnlyList<JsonNode> Items(JsonNode array) => [.. array.AsArray().OfType<JsonNode>()];

    private static string Labels(string[] labels) =>
        Uri.EscapeDataString(new JsonObject { ["label"] = new JsonArray([.. labels.Select(label => (JsonNode)label)]) }.ToJsonString());

    private static string Unframed(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        while (bytes.Length >= 8)
        {
            var length = Math.Min((bytes[4] << 24) | (bytes[5] << 16) | (bytes[6] << 8) | bytes[7], bytes.Length - 8);
            text.Append(Encoding.UTF8.GetString(bytes.Slice(8, length)));
            bytes = bytes[(8 + length)..];
        }

        return text.ToString();
    }

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken stop)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), stop);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private async Task<string> TextAsync(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException($"{method} {path}: {(int)response.StatusCode} {text}", null, response.StatusCode);
        return text;
    }
}
