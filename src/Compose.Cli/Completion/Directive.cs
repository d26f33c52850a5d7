namespace Compose.Cli.Completion;

/// <summary>What a shell is to do beside offering the candidates. The numbers are those that the docker command line passes on.</summary>
[Flags]
internal enum Directive
{
    Files = 0,
    NoSpace = 2,
    NoFiles = 4,
    Folders = 16,
}
