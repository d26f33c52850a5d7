using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Compose.Engine.Addressing;

namespace Compose.Execution.Conflicts;

/// <summary>
/// Programs that listen on ports of the machine that the engine publishes on, as far as that is this one: only when the engine is reached
/// by a socket and stands in the same network as we do. Otherwise nothing is known, and the engine has the word.
/// </summary>
internal sealed class LocalListeners
{
    private const int SocketLevel = 1;
    private const int PeerCredentials = 17;
    private readonly List<(string Protocol, IPEndPoint Address, string Inode)> _listening = [];

    private LocalListeners()
    {
    }

    public static LocalListeners Of(EngineAddress engine)
    {
        var found = new LocalListeners();
        if (engine.Scheme != EngineScheme.Unix || !OperatingSystem.IsLinux() || !SharesNetwork(engine.Target))
            return found;
        foreach (var (file, protocol, state) in new[] { ("tcp", "tcp", "0A"), ("tcp6", "tcp", "0A"), ("udp", "udp", "07"),
            ("udp6", "udp", "07") })
            found.Read("/proc/net/" + file, protocol, state);
        return found;
    }

    /// <summary>Who has it, in words; null when no visible process does.</summary>
    public string? Holder(PortConflict claim)
    {
        foreach (var (protocol, address, inode) in _listening)
            if (protocol == claim.Protocol && address.Port == claim.Number && claim.Overlaps(address.Address.ToString()))
                return Process(inode) ?? "a process of this machine (of another user)";
        return null;
    }

    private void Read(string file, string protocol, string state)
    {
        foreach (var line in Lines(file).Skip(1))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 9 && words[3] == state && Address(words[1]) is { } address)
                _listening.Add((protocol, address, words[9]));
        }
    }

    /// <summary>`0100007F:1F90`: words of four bytes in the machine's order, then the port.</summary>
    private static IPEndPoint? Address(string text)
    {
        var parts = text.Split(':');
        if (parts.Length != 2 || !int.TryParse(parts[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var port))
            return null;
        var bytes = Convert.FromHexString(parts[0]);
        for (var i = 0; i + 4 <= bytes.Length; i += 4)
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(i), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(i)));
        return new IPEndPoint(new IPAddress(bytes), port);
    }

    private static string? Process(string inode)
    {
        var wanted = $"socket:[{inode}]";
        try
        {
            foreach (var folder in Directory.EnumerateDirectories("/proc"))
            {
                var id = Path.GetFileName(folder);
                if (char.IsAsciiDigit(id[0]) && Sockets(folder).Contains(wanted))
                    return $"process {id} ({string.Concat(Lines(folder + "/comm").Take(1))})";
            }
        }
        catch (IOException)
        {
            // Processes end while they are looked at.
        }

        return null;
    }

    private static IEnumerable<string> Sockets(string process)
    {
        try
        {
            return [.. Directory.EnumerateFiles(process + "/fd").Select(Target)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended, or belongs to another user.
            return [];
        }
    }

    private static string Target(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, false)?.Name ?? "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Closed meanwhile; the others of the process still count.
            return "";
        }
    }

    private static string[] Lines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A kernel without IPv6, or a process that has ended.
            return [];
        }
    }

    /// <summary>
    /// The kernel tells who is at the other end of a socket: no visible process (0) when the engine lives outside of our container.
    /// Where its network cannot be read, a process that can be seen is taken to be in ours.
    /// </summary>
    private static bool SharesNetwork(string path)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Connect(new UnixDomainSocketEndPoint(path));
            Span<byte> credentials = stackalloc byte[12];
            if (socket.GetRawSocketOption(SocketLevel, PeerCredentials, credentials) < 4
                || BinaryPrimitives.ReadInt32LittleEndian(credentials) is not (> 0 and var peer))
                return false;
            return Network(peer.ToString(CultureInfo.InvariantCulture)) is not { } theirs || theirs == Network("self");
        }
        catch (SocketException)
        {
            // It does not answer any more; that will be told by the first call.
            return false;
        }
    }

    private static string? Network(string process)
    {
        try
        {
            return File.ResolveLinkTarget($"/proc/{process}/ns/net", false)?.Name;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another user's process does not show it.
            return null;
        }
    }
}
