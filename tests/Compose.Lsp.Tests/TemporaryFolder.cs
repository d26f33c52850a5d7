namespace Compose.Lsp.Tests;

internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("ncompose-lsp-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
