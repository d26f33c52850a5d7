namespace Compose.Testing.Processes;

/// <summary>
/// Programs that tests cannot do without. One that is missing fails the test and says how to get it; nothing is skipped in silence.
/// </summary>
public static class RequiredProgram
{
    /// <summary>The native binary under test.</summary>
    public static string Ncompose => Find("NCOMPOSE_BIN", RepositoryRoot.Combine("artifacts", "bin", "ncompose"), "bash eng/build.sh");

    /// <summary>Docker Compose 2.40.3.</summary>
    public static string Peer => Find("NCOMPOSE_PEER", null, "bash eng/engine.sh --peer, and the variables that it prints");

    /// <summary>OpenSSH's server.</summary>
    public static string Sshd => Find("NCOMPOSE_SSHD", null, "bash eng/sshd.sh, and the variable that it prints");

    /// <summary>The docker command line, which comes with the peer where the system has none.</summary>
    public static string Docker
    {
        get
        {
            var compose = new FileInfo(Peer).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? Peer;
            return new[] { Path.Combine(Path.GetDirectoryName(compose)!, "../../../bin/docker"),
                Path.Combine(Path.GetDirectoryName(Peer)!, "docker") }.FirstOrDefault(File.Exists) ?? Installed("docker");
        }
    }

    /// <summary>A program of the system that a test drives, by the name of its Debian package.</summary>
    public static string Installed(string name)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"{name} is not installed: eng/test.sh installs it; by hand: apt-get install {name}.");
    }

    private static string Find(string variable, string? usual, string how)
    {
        var path = Environment.GetEnvironmentVariable(variable) is { Length: > 0 } set ? set : usual;
        if (path is not null && File.Exists(path))
            return path;
        throw new InvalidOperationException(
            $"{variable} {(path is null ? "is not set" : $"names {path}, which does not exist")}: eng/test.sh sets it; by hand: {how}.");
    }
}
