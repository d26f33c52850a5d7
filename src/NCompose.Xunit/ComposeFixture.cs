using IAsyncLifetime = global::Xunit.IAsyncLifetime;
#if XUNIT3
using global::Xunit;
#endif

namespace NCompose.Xunit;

/// <summary>
/// A stack for the tests of a class, a collection or an assembly. The compose file is looked for in the folder of the test assembly and in
/// the folders above it, so the one beside the project file is found. Derive from it for other options.
/// </summary>
public class ComposeFixture : IAsyncLifetime
{
    private readonly ComposeOptions _options = new()
    {
        ArtifactsFolder = Path.Combine(AppContext.BaseDirectory, "TestResults", "compose"),
    };

    private ComposeStack? _stack;

    /// <summary>The stack, once the fixture is initialized.</summary>
    public ComposeStack Stack => _stack ?? throw new InvalidOperationException("the fixture is not initialized");

#if XUNIT3
    /// <summary>Names of files are at most 255 bytes long; one character of a display name has at most four.</summary>
    private const int LongestName = 60;

    /// <summary>Starts the stack and waits until it is ready.</summary>
    public virtual ValueTask InitializeAsync() => new(StartAsync());

    /// <summary>Removes the stack.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return new ValueTask(StopAsync());
    }

    /// <summary>
    /// Writes the artifacts of the stack if the test that ends has failed: for <c>DisposeAsync</c> of a test class. They are in the folder
    /// of the options, in a subfolder with the name of the test.
    /// </summary>
    public async ValueTask KeepIfFailedAsync()
    {
        var test = TestContext.Current;
        if (test.TestState?.Result != TestResult.Failed || _options.ArtifactsFolder is not { } folder)
            return;
        // Services that keep artifacts refuse more characters than file systems do.
        var name = string.Concat(
            test.Test!.TestDisplayName.Select(sign => char.IsLetterOrDigit(sign) || ".-()".Contains(sign) ? sign : '_'));
        await Stack.WriteArtifactsAsync(Path.Combine(folder, name[..Math.Min(name.Length, LongestName)])).ConfigureAwait(false);
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
        Configure(_options);
        if (_options is { Text: null, Directory: null })
            _options.Directory = ComposeFolder.Find(AppContext.BaseDirectory, _options.Files);
        _stack = await ComposeStack.StartAsync(_options).ConfigureAwait(false);
    }

    private async Task StopAsync()
    {
        if (_stack is not null)
            await _stack.DisposeAsync().ConfigureAwait(false);
    }
}
