using IAsyncLifetime = global::Xunit.IAsyncLifetime;

namespace NCompose.Xunit;

/// <summary>
/// A stack for the tests of a class, a collection or an assembly. The compose file is looked for in the folder of the test assembly and in
/// the
/// folders above it, so the one beside the project file is found. Derive from it for other options.
/// </summary>
public class ComposeFixture : IAsyncLifetime
{
    private ComposeStack? _stack;

    /// <summary>The stack, once the fixture is initialized.</summary>
    public ComposeStack Stack => _stack ?? throw new InvalidOperationException("the fixture is not initialized");

#if XUNIT3
    /// <summary>Starts the stack and waits until it is ready.</summary>
    public virtual ValueTask InitializeAsync() => new(StartAsync());

    /// <summary>Removes the stack.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return new ValueTask(StopAsync());
    }
#else
    /// <summary>Starts the stack and waits until it is ready.</summary>
    public virtual Task InitializeAsync() => StartAsync();

    /// <summary>Removes the stack.</summary>
    public virtual Task DisposeAsync() => StopAsync();
#endif

    /// <summary>Sets the options of the stack. Without files and text the compose file is looked for, see above.</summary>
    protected virtual void Configure(ComposeOptions options)
    {
    }

    private async Task StartAsync()
    {
        var options = new ComposeOptions { ArtifactsFolder = Path.Combine(AppContext.BaseDirectory, "TestResults", "compose") };
        Configure(options);
        if (options is { Text: null, Directory: null })
            options.Directory = ComposeFolder.Find(AppContext.BaseDirectory, options.Files);
        _stack = await ComposeStack.StartAsync(options).ConfigureAwait(false);
    }

    private async Task StopAsync()
    {
        if (_stack is not null)
            await _stack.DisposeAsync().ConfigureAwait(false);
    }
}
