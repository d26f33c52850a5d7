using Compose.Cli.Loop;
using Compose.Cli.Terminals;
using FluentAssertions;
using Xunit;

namespace Compose.Cli.Tests;

/// <summary>The loop is run on a thread of the test's own: it takes over the one that it is started on.</summary>
public sealed class MainLoopTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    [Fact]
    public void What_is_awaited_comes_back_to_the_thread_of_the_program() => Run(async _ =>
    {
        var home = Environment.CurrentManagedThreadId;
        await Task.Run(() => Environment.CurrentManagedThreadId.Should().NotBe(home));
        Environment.CurrentManagedThreadId.Should().Be(home);
        await Task.Yield();
        Environment.CurrentManagedThreadId.Should().Be(home);
    });

    [Fact]
    public void A_wait_ends_when_there_is_something_to_read_and_goes_on_where_it_began() => Run(async loop =>
    {
        var home = Environment.CurrentManagedThreadId;
        var (read, write) = Descriptors.Pipe();
        var wait = loop.WaitAsync(read, toWrite: false, default);
        await Task.Yield();
        wait.IsCompleted.Should().BeFalse();
        NativeTerminal.Write(write, "x"u8);
        await wait.ConfigureAwait(false);
        Environment.CurrentManagedThreadId.Should().Be(home);
    });

    [Fact]
    public void Who_waits_on_another_thread_is_woken_and_goes_on_elsewhere() => Run(async loop =>
    {
        var home = Environment.CurrentManagedThreadId;
        var (read, write) = Descriptors.Pipe();
        var waiting = Task.Run(async () =>
        {
            await loop.WaitAsync(read, toWrite: false, default);
            return Environment.CurrentManagedThreadId;
        });
        NativeTerminal.Write(write, "x"u8);
        (await waiting).Should().NotBe(home);
    });

    [Fact]
    public void A_wait_can_be_called_off() => Run(async loop =>
    {
        using var cancel = new CancellationTokenSource();
        var wait = loop.WaitAsync(Descriptors.Pipe().Read, toWrite: false, cancel.Token);
        await Task.Yield();
        await cancel.CancelAsync();
        await FluentActions.Awaiting(() => wait).Should().ThrowAsync<OperationCanceledException>();
        await FluentActions.Awaiting(() => loop.WaitAsync(0, toWrite: false, cancel.Token)).Should().ThrowAsync<OperationCanceledException>();
    });

    [Fact]
    public void Waits_for_a_descriptor_that_is_given_up_fail_and_others_go_on() => Run(async loop =>
    {
        var (given, kept) = (Descriptors.Pipe(), Descriptors.Pipe());
        var (lost, waiting) = (loop.WaitAsync(given.Read, toWrite: false, default), loop.WaitAsync(kept.Read, toWrite: false, default));
        await Task.Run(() => loop.Forget(given.Read));
        await FluentActions.Awaiting(() => lost).Should().ThrowAsync<ObjectDisposedException>();
        NativeTerminal.Write(kept.Write, "x"u8);
        await waiting;
    });

    [Fact]
    public void Room_to_write_is_waited_for() => Run(async loop =>
    {
        var (read, write) = Descriptors.Pipe();
        var piece = new byte[4096];
        while (Descriptors.IsReady(write, toWrite: true))
            NativeTerminal.Write(write, piece);
        var wait = loop.WaitAsync(write, toWrite: true, default);
        await Task.Yield();
        wait.IsCompleted.Should().BeFalse();
        NativeTerminal.Read(read, piece);
        await wait;
    });

    [Fact]
    public void What_the_program_throws_comes_out_of_the_loop() =>
        FluentActions.Invoking(() => Run(async _ =>
        {
            await Task.Yield();
            throw new InvalidOperationException("on purpose");
        })).Should().Throw<InvalidOperationException>().WithMessage("on purpose");

    private static void Run(Func<MainLoop, Task> program)
    {
        Exception? thrown = null;
        var code = -1;
        var thread = new Thread(() =>
        {
            try
            {
                code = MainLoop.Run(async loop =>
                {
                    await program(loop);
                    return 7;
                });
            }
            catch (Exception e)
            {
                // Shown to the test on its own thread.
                thrown = e;
            }
        });
        thread.IsBackground = true;
        thread.Start();
        thread.Join(s_patience).Should().BeTrue("the loop ends with its program");
        if (thrown is not null)
            throw thrown;
        code.Should().Be(7);
    }
}
