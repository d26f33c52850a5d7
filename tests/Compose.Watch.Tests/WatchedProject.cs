using Compose.Files;
using Compose.Files.Diagnostics;
using Compose.Files.Environment;
using Compose.Watch.Rules;

namespace Compose.Watch.Tests;

/// <summary>A project in a folder of its own, which is gone afterwards.</summary>
internal sealed class WatchedProject : IDisposable
{
    /// <summary>The attribute table is made for one thread.</summary>
    private static readonly Lock Loading = new();

    private const string MemoryFolder = "/dev/shm";

    /// <summary>In memory, where many files are made quickly, or on the disk.</summary>
    public WatchedProject(bool isOnDisk = false) => Folder = isOnDisk || !Directory.Exists(MemoryFolder)
        ? Directory.CreateTempSubdirectory("ncompose-watch-").FullName
        : Directory.CreateDirectory(Path.Combine(MemoryFolder, $"ncompose-watch-{Guid.NewGuid():n}")).FullName;

    public string Folder { get; }

    public DiagnosticBag Diagnostics { get; } = [];

    /// <summary>Without the folder, which is another one each time.</summary>
    public IEnumerable<string> Messages => Diagnostics
        .Select(diagnostic => $"{diagnostic.Code.Text()} {diagnostic.Severity}: {diagnostic.Summary}".Replace(
            Folder, "PROJECT", StringComparison.Ordinal));

    public string At(string name) => Path.Combine(Folder, name);

    public WatchedProject Write(string name, string text = "")
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text);
        return this;
    }

    /// <summary>The rules of one service with these lines below `watch:`.</summary>
    public WatchSet Rules(string rules, string service = "image: busybox", string top = "") => Load($$"""
        services:
          web:
            {{service}}
            develop:
              watch:
        {{string.Join('\n', rules.Split('\n').Select(line => "        " + line))}}
        {{top}}
        """);

    public WatchSet Load(string text)
    {
        Write("compose.yaml", text);
        lock (Loading)
            return Read();
    }

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
    }

    private WatchSet Read()
    {
        var result = ComposeLoader.Load(new LoadRequest
        {
            Files = [new ComposeFile("compose.yaml", At("compose.yaml"))],
            Directory = Folder,
            Environment = ComposeEnvironment.Empty,
            ProjectName = "project",
        });
        Diagnostics.AddRange(result.Diagnostics);
        var project = result.Project ?? throw new InvalidOperationException(string.Join('\n', Messages));
        return WatchSet.Of(project, result.Sources, [], Diagnostics);
    }
}
