using System.Runtime.Versioning;

namespace Compose.Testing.Watching;

/// <summary>What may happen to a tree, at random: editors, builds, moves of whole trees, a root that goes and comes.</summary>
[SupportedOSPlatform("linux")]
public sealed class FileHistory(string root, string outside, Random random)
{
    private static readonly string[] Names = ["a", "b", "skip", "keep", "x.ts", "y.ts", "z.tmp", "w.txt"];
    private static readonly UnixFileMode[] Modes = [(UnixFileMode)0b110_100_100, (UnixFileMode)0b110_000_000, (UnixFileMode)0b111_101_101];

    public async Task RunAsync(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            try
            {
                await StepAsync();
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                // A file stands where a folder was to be, or the other way round.
            }

            if (random.Next(8) == 0)
                await Task.Delay(random.Next(25));
        }

        Directory.CreateDirectory(root);
    }

    private async Task StepAsync()
    {
        switch (random.Next(42))
        {
            case < 10:
                File.WriteAllText(NewFile(), Text());
                break;
            case < 13:
                File.AppendAllText(NewFile(), Text());
                break;
            case < 16:
                await WriteInPiecesAsync(NewFile());
                break;
            case < 20:
                File.WriteAllText(At("new.part"), Text());
                File.Move(At("new.part"), NewFile(), overwrite: true);
                break;
            case < 25:
                Directory.CreateDirectory(NewPath());
                break;
            case < 29:
                Remove(Existing());
                break;
            case < 32:
                File.CreateSymbolicLink(NewPath(), random.Next(2) == 0 ? "../nowhere" : Names[random.Next(Names.Length)]);
                break;
            case < 35:
                ChangeMode(Existing());
                break;
            case < 38:
                Directory.Move(Existing(), NewPath());
                break;
            case < 41:
                MoveOutOrIn();
                break;
            default:
                ReplaceRoot();
                break;
        }
    }

    private static async Task WriteInPiecesAsync(string path)
    {
        await using var file = File.Create(path);
        for (var piece = 0; piece < 3; piece++)
        {
            file.Write("piece "u8);
            file.Flush();
            await Task.Yield();
        }
    }

    private static void ChangeMode(string path)
    {
        if (new FileInfo(path).LinkTarget is null)
            File.SetUnixFileMode(path, Directory.Exists(path) ? Modes[2] : Modes[path.Length % Modes.Length]);
    }

    private void MoveOutOrIn()
    {
        if (Directory.EnumerateFileSystemEntries(outside).FirstOrDefault() is { } entry && random.Next(2) == 0)
            Directory.Move(entry, NewPath());
        else
            Directory.Move(Existing(), Path.Combine(outside, Guid.NewGuid().ToString("n")));
    }

    private void ReplaceRoot()
    {
        if (random.Next(2) == 0)
            Directory.Delete(root, recursive: true);
        else
            Directory.Move(root, Path.Combine(outside, Guid.NewGuid().ToString("n")));
        Directory.CreateDirectory(root);
    }

    private static void Remove(string path)
    {
        if (new FileInfo(path).LinkTarget is null && Directory.Exists(path))
            Directory.Delete(path, recursive: true);
        else
            File.Delete(path);
    }

    private string At(string name) => Path.Combine(root, name);

    private string Text() => new((char)('a' + random.Next(26)), random.Next(1, 4));

    private string NewPath() =>
        Path.Combine([root, .. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Names[random.Next(Names.Length)])]);

    private string NewFile()
    {
        var path = NewPath();
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    private string Existing()
    {
        var all = Directory.EnumerateFileSystemEntries(
            root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Where(path => path.Length > root.Length).ToList();
        return all.Count == 0 ? throw new IOException("there is nothing") : all[random.Next(all.Count)];
    }
}
