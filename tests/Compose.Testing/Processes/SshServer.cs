using System.Diagnostics;
using System.Globalization;

namespace Compose.Testing.Processes;

/// <summary>
/// OpenSSH's server on a port of this machine, and a program `ssh` that reaches it as `far.example` with a key of its own.
/// </summary>
public sealed class SshServer : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly Process _server;

    private SshServer(Process server, string folder) => (_server, Folder) = (server, folder);

    /// <summary>Has the program `ssh`.</summary>
    public string Folder { get; }

    public static async Task<SshServer> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("ncompose-ssh-").FullName;
        foreach (var key in (string[])["host", "user"])
            Process.Start("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", Path.Combine(folder, key)]).WaitForExit();
        var port = LoopbackPort.Free().ToString(CultureInfo.InvariantCulture);
        var settings = Path.Combine(folder, "sshd_config");
        await File.WriteAllTextAsync(settings, $"""
            Port {port}
            ListenAddress 127.0.0.1
            HostKey {folder}/host
            AuthorizedKeysFile {folder}/user.pub
            StrictModes no
            PidFile none
            UsePAM no

            """);
        WriteClient(folder, port);
        var server = Process.Start(
            new ProcessStartInfo(RequiredProgram.Sshd, ["-D", "-e", "-f", settings]) { RedirectStandardError = true })!;
        await ListensAsync(server);
        return new SshServer(server, folder);
    }

    public async ValueTask DisposeAsync()
    {
        _server.Kill(entireProcessTree: true);
        await _server.WaitForExitAsync();
        _server.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static void WriteClient(string folder, string port)
    {
        File.WriteAllText(Path.Combine(folder, "config"), $"""
            Host far.example
              HostName 127.0.0.1
              Port {port}
              IdentityFile {folder}/user
              UserKnownHostsFile {folder}/known
              StrictHostKeyChecking accept-new
              LogLevel ERROR

            """);
        var program = Path.Combine(folder, "ssh");
        File.WriteAllText(program, $"#!/bin/sh\nexec {RequiredProgram.Installed("ssh")} -F {folder}/config \"$@\"\n");
        Process.Start("chmod", ["+x", program]).WaitForExit();
    }

    private static async Task ListensAsync(Process server)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (await server.StandardError.ReadLineAsync(limit.Token) is { } line)
            if (line.Contains("listening", StringComparison.Ordinal))
            {
                // What it says later is read, so that it is never held up by a full pipe.
                _ = server.StandardError.ReadToEndAsync(CancellationToken.None);
                return;
            }

        throw new InvalidOperationException("the ssh server ended while it started");
    }
}
