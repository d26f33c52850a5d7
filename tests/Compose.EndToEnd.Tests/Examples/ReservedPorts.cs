using System.Net;
using System.Net.Sockets;

namespace Compose.EndToEnd.Tests.Examples;

/// <summary>
/// Ports below those that the kernel gives away, each reserved by a locked file until this process ends: other runs of the tests on this
/// machine choose as well.
/// </summary>
internal static class ReservedPorts
{
    private const int Lowest = 21000;
    private const int Count = 9000;
    private static readonly string Folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "ncompose-test-ports")).FullName;
    private static readonly List<FileStream> Held = [];

    /// <summary>The first of some in a row.</summary>
    public static int Take(int count)
    {
        lock (Held)
        {
            while (true)
            {
                var first = Lowest + Random.Shared.Next(Count - count);
                var row = Enumerable.Range(first, count).Select(Hold).ToList();
                if (row.TrueForAll(file => file is not null))
                {
                    Held.AddRange(row!);
                    return first;
                }

                row.ForEach(file => file?.Dispose());
            }
        }
    }

    private static FileStream? Hold(int port)
    {
        try
        {
            var file = new FileStream(Path.Combine(Folder, $"{port}"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            if (IsFree(port))
                return file;
            file.Dispose();
        }
        catch (IOException)
        {
            // Another run has it.
        }

        return null;
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Any, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            // It is taken.
            return false;
        }
    }
}
