using System.Net.Sockets;
using System.Text.Json;
using Compose.Cli.Hosting;
using Compose.Host;

namespace Compose.Cli.Plugin;

/// <summary>
/// Being called by the docker command line, or under Docker Compose's name. Docker hands its plugins everything that was typed: its own
/// flags, then the plugin's name, then the rest; without the name it is an ordinary command line.
/// </summary>
internal static class PluginCall
{
    public const string MetadataCommand = "docker-cli-plugin-metadata";

    private static readonly string[] Names = ["compose", "ncompose"];

    /// <summary>Flags of docker that take a value; it stands before the plugin's name where a `=` does not.</summary>
    private static readonly string[] FlagsWithValue =
        ["--config", "--context", "-c", "--host", "-H", "--log-level", "-l", "--tlscacert", "--tlscert", "--tlskey"];

    public static (IReadOnlyList<string> Args, ProcessContext ProcessContext) Read(IReadOnlyList<string> args, ProcessContext process)
    {
        var isCompletion = args is ["__complete" or "__completeNoDesc", ..];
        var at = isCompletion ? 1 : 0;
        while (at < args.Count && args[at].StartsWith('-'))
            at += FlagsWithValue.Contains(args[at]) ? 2 : 1;
        if (at >= args.Count || !Names.Contains(args[at]) || (process[EnvironmentNames.PluginCaller] is null && !process.IsPlugin))
            return (args, process);
        return ([.. args.Take(at), .. args.Skip(at + 1)], process with { Program = "docker " + args[at] });
    }

    public static int PrintMetadata(ProcessContext process)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("SchemaVersion", "0.1.0");
            writer.WriteString("Vendor", "ncompose");
            writer.WriteString("Version", "v" + ProductVersion.Of(process));
            writer.WriteString(
                "ShortDescription",
                "Define and run multi-container applications" + (process.IsDockerCompose ? $" (ncompose {ProductVersion.Tag})" : ""));
            writer.WriteEndObject();
        }

        process.Terminal.PrintLine(System.Text.Encoding.UTF8.GetString(text.ToArray()));
        return ExitCodes.Success;
    }

    /// <summary>
    /// Docker closes a socket when it is to end and there is no key to press: then <paramref name="ended"/> is called. Nothing where docker
    /// gave none.
    /// </summary>
    public static IAsyncDisposable? Watch(ProcessContext process, Func<Task> ended)
    {
        if (process[EnvironmentNames.PluginSocket] is not { Length: > 0 } name || process[EnvironmentNames.PluginCaller] is null)
            return null;
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        return new Watching(socket, WaitAsync(socket, name.StartsWith('@') ? "\0" + name[1..] : name, ended));
    }

    private static async Task WaitAsync(Socket socket, string name, Func<Task> ended)
    {
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(name));
            if (await socket.ReceiveAsync(new byte[1]) == 0)
                await ended();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or ArgumentException)
        {
            // Docker is gone or of another kind, or we are done: signals reach us as always.
        }
    }

    private sealed class Watching(Socket socket, Task waiting) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            socket.Dispose();
            await waiting;
        }
    }
}
