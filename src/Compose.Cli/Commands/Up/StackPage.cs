using Compose.Cli.CommandLine;
using Compose.Cli.Commands.Page;
using Compose.Files.Discovery;
using Compose.Host.Processes;

namespace Compose.Cli.Commands.Up;

/// <summary>The page beside an attached `up`: it ends with it.</summary>
internal sealed class StackPage(Invocation call, ProjectLocation location) : IDisposable
{
    private ChildProcess? _page;
    private string? _address;

    /// <summary>There is a program that serves it.</summary>
    public bool IsThere { get; } = PageProgram.Problem(call, location) is null;

    /// <summary>Starts it once, and returns its address or why there is none.</summary>
    public async Task<string> ShowAsync(bool open)
    {
        if (_address is not null)
            return _address;
        if (PageProgram.Problem(call, location) is { } problem)
            return problem;
        _page = PageProgram.Start(call, new PageOptions(Open: open), redirectOutput: true);
        using var reader = new StreamReader(_page.Output, leaveOpen: true);
        return await reader.ReadLineAsync() is { } address ? _address = "Page → " + address : "the page did not start";
    }

    public void Dispose() => _page?.Dispose();
}
