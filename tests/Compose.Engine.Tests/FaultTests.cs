using System.IO.Pipelines;
using System.Text;
using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Engine.Transport;
using FluentAssertions;
using Xunit;

namespace Compose.Engine.Tests;

public sealed class FaultTests
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_connection_cut_in_the_middle_of_a_chunk_is_an_error_and_not_a_short_answer()
    {
        await using var engine = ScriptedEngine.Playing(async talk =>
        {
            if (await talk.HearAsync() is not null)
            {
                await talk.SayAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n[{\"Id\":\"ab");
            }
        });
        await using var client = engine.Client();

        var call = () => client.ListContainersAsync();

        (await call.Should().ThrowAsync<EngineError>()).Which.Kind.Should().Be(EngineErrorKind.Cut);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("")]
    public async Task A_connection_cut_anywhere_else_is_a_cut_too(string said)
    {
        await using var engine = ScriptedEngine.Playing(async talk =>
        {
            if (await talk.HearAsync() is not null)
            {
                await talk.SayAsync(said);
            }
        });
        await using var client = engine.Client();

        var call = () => client.ListContainersAsync();

        var error = (await call.Should().ThrowAsync<EngineError>()).Which;
        error.Kind.Should().Be(EngineErrorKind.Cut);
        error.Message.Should().Contain("GET /v1.47/containers/json");
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<!doctype")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnull")]
    public async Task A_server_that_is_no_engine_is_recognized(string said)
    {
        await using var engine = ScriptedEngine.Answering(said);
        await using var client = engine.Client();

        var call = () => client.ListContainersAsync();

        (await call.Should().ThrowAsync<EngineError>()).Which.Kind.Should().Be(EngineErrorKind.Protocol);
    }

    /// <summary>Pieces that a hostile engine repeats until the client closes the connection.</summary>
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n", "X-Field: value\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX-Field: ", "value")]
    [InlineData("", "HTTP/1.1 102 Processing\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n", "Trailer: value\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;", "extension")]
    public async Task An_answer_that_never_ends_is_refused_in_bounded_memory(string begin, string endless)
    {
        await using var engine = ScriptedEngine.Playing(talk => talk.SayForeverAsync(begin, endless));
        await using var client = engine.Client();
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var call = () => client.ListContainersAsync().WaitAsync(LongestWait);

        (await call.Should().ThrowAsync<EngineError>()).Which.Kind.Should().Be(EngineErrorKind.Protocol);
        (GC.GetTotalMemory(forceFullCollection: true) - before).Should().BeLessThan(16 << 20);
    }

    [Fact]
    public async Task An_event_that_never_ends_is_refused()
    {
        const string head = "HTTP/1.1 200 OK\r\n\r\n{\"Type\":\"";
        await using var engine = ScriptedEngine.Playing(talk => talk.SayForeverAsync(head, new string('x', 64 * 1024)));
        await using var client = engine.Client();

        var reading = async () =>
        {
            await using var events = await client.OpenEventsAsync();
            await foreach (var _ in events)
            {
            }
        };

        (await reading.Should().ThrowAsync<EngineError>()).Which.Kind.Should().Be(EngineErrorKind.Protocol);
    }

    [Fact]
    public async Task A_refusal_that_never_ends_is_cut_short()
    {
        await using var engine = ScriptedEngine.Playing(talk => talk.SayForeverAsync("HTTP/1.1 500 No\r\n\r\n", "no! "));
        await using var client = engine.Client();

        var call = () => client.ListContainersAsync().WaitAsync(LongestWait);

        var error = (await call.Should().ThrowAsync<EngineError>()).Which;
        error.Kind.Should().Be(EngineErrorKind.Internal);
        error.Message.Length.Should().BeLessThan(100_000);
    }

    [Theory]
    [InlineData(400, EngineErrorKind.Invalid)]
    [InlineData(401, EngineErrorKind.Denied)]
    [InlineData(403, EngineErrorKind.Denied)]
    [InlineData(404, EngineErrorKind.NotFound)]
    [InlineData(409, EngineErrorKind.Conflict)]
    [InlineData(500, EngineErrorKind.Internal)]
    [InlineData(501, EngineErrorKind.Unsupported)]
    [InlineData(503, EngineErrorKind.Unavailable)]
    public async Task An_answer_that_says_no_carries_status_kind_and_the_engines_words(int status, EngineErrorKind kind)
    {
        const string body = """{"message":"no, because\n"}""";
        await using var engine = ScriptedEngine.Answering($"HTTP/1.1 {status} X\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        await using var client = engine.Client();

        var call = () => client.InspectContainerAsync("x");

        var error = (await call.Should().ThrowAsync<EngineError>()).Which;
        error.Kind.Should().Be(kind);
        error.Status.Should().Be(status);
        error.Message.Should().Be("no, because");
        error.Request.Should().Be("GET /v1.47/containers/x/json");
        engine.Connections.Should().Be(1, "a connection is still good after an error was read to its end");
    }

    [Fact]
    public async Task An_answer_in_single_bytes_is_understood()
    {
        await using var engine = ScriptedEngine.Playing(async talk =>
        {
            await talk.HearAsync();
            foreach (var letter in "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n[{\"I\r\n00C;x=y\r\nd\":\"12345678\r\n3\r\n\"}]\r\n0\r\nTrailer: x\r\n\r\n")
            {
                await talk.SayAsync(letter.ToString());
            }

            await talk.HearAsync();
        });
        await using var client = engine.Client();

        var containers = await client.ListContainersAsync();

        containers.Single().ID.Should().Be("12345678");
        containers.Single().Labels.OrEmpty().Should().BeEmpty("what the engine leaves out is as good as empty");
    }

    [Fact]
    public async Task Cancelling_a_call_closes_its_connection()
    {
        var gone = new TaskCompletionSource();
        var heard = new TaskCompletionSource();
        await using var engine = ScriptedEngine.Playing(async talk =>
        {
            await talk.HearAsync();
            heard.TrySetResult();
            await talk.HearAllAsync();
            gone.TrySetResult();
        });
        await using var client = engine.Client();
        using var cancel = new CancellationTokenSource();

        var call = client.WaitContainerAsync("x", cancellationToken: cancel.Token);
        await heard.Task.WaitAsync(LongestWait);
        await cancel.CancelAsync();

        await call.Invoking(c => c).Should().ThrowAsync<OperationCanceledException>();
        await gone.Task.WaitAsync(LongestWait);
    }

    /// <summary>The reader of such a log blocks its thread.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n\u0001\0\0\0\0\0\0\u0001a\r\n")]
    public async Task Cancelling_the_reading_of_a_log_closes_its_connection(string said)
    {
        var gone = new TaskCompletionSource();
        var heard = new TaskCompletionSource();
        await using var engine = ScriptedEngine.Playing(async talk =>
        {
            if (await talk.HearAsync() is not { } request || !request.Contains("/logs", StringComparison.Ordinal))
                return;
            await talk.SayAsync(said);
            heard.TrySetResult();
            await talk.HearAllAsync();
            gone.TrySetResult();
        });
        await using var client = engine.Client();
        using var cancel = new CancellationTokenSource();

        var reading = Task.Run(async () =>
        {
            await using var log = await client.OpenLogsAsync("x", new LogQuery(), tty: false, cancel.Token);
            while (await log.ReadAsync(cancel.Token) is not null)
            {
            }
        });
        await heard.Task.WaitAsync(LongestWait);
        await cancel.CancelAsync();

        await reading.Invoking(r => r).Should().ThrowAsync<OperationCanceledException>();
        await gone.Task.WaitAsync(LongestWait);
    }

    [Fact]
    public async Task Leaving_a_stream_of_events_closes_its_connection()
    {
        var gone = new TaskCompletionSource();
        await using var engine = ScriptedEngine.Playing(async talk =>
        {
            await talk.HearAsync();
            await talk.SayAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n14\r\n{\"Type\":\"container\"}\r\n");
            await talk.HearAllAsync();
            gone.TrySetResult();
        });
        await using var client = engine.Client();

        await using (var events = await client.OpenEventsAsync())
        {
            await foreach (var happened in events)
            {
                happened.Type.Should().Be("container");
                break;
            }
        }

        await gone.Task.WaitAsync(LongestWait);
    }

    [Fact]
    public async Task An_engine_that_dies_cuts_the_stream_of_events()
    {
        await using var engine = ScriptedEngine.Playing(async talk =>
        {
            await talk.HearAsync();
            await talk.SayAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n14\r\n{\"Type\":\"container\"}\r\n");
        });
        await using var client = engine.Client();
        await using var events = await client.OpenEventsAsync();
        var seen = 0;

        var reading = async () =>
        {
            await foreach (var _ in events)
            {
                seen++;
            }
        };

        (await reading.Should().ThrowAsync<EngineError>()).Which.Kind.Should().Be(EngineErrorKind.Cut);
        seen.Should().Be(1);
    }

    [Fact]
    public async Task A_kept_connection_that_the_engine_has_closed_is_replaced_even_for_a_call_that_changes_something()
    {
        await using var engine = ScriptedEngine.Playing(async talk =>
        {
            // One answer per connection, and then it is closed without a word.
            if (await talk.HearAsync() is not null)
            {
                await talk.SayAsync("HTTP/1.1 204 No Content\r\n\r\n");
            }
        });
        await using var client = engine.Client();

        for (var i = 0; i < 5; i++)
        {
            await client.PauseContainerAsync("x");
            var answered = i + 1;
            await Testing.Eventually.UntilAsync(() => engine.Closed == answered, "the connection of the answer is closed");
        }

        engine.Connections.Should().Be(5);
    }

    [Fact]
    public async Task A_call_that_changes_something_is_never_sent_twice()
    {
        var heard = 0;
        await using var engine = ScriptedEngine.Playing(async talk =>
        {
            if (await talk.HearAsync() is not null && Interlocked.Increment(ref heard) == 1)
            {
                await talk.SayAsync("HTTP/1.1 204 No Content\r\n\r\n");
                await talk.HearAsync();
                Interlocked.Increment(ref heard);
            }
        });
        await using var client = engine.Client();
        await client.PauseContainerAsync("x");

        var second = () => client.PauseContainerAsync("x");

        (await second.Should().ThrowAsync<EngineError>()).Which.Kind.Should().Be(EngineErrorKind.Cut);
        heard.Should().Be(2);
    }

    [Fact]
    public async Task Half_closing_a_hijacked_connection_leaves_its_other_half_open()
    {
        await using var engine = ScriptedEngine.Playing(async talk =>
        {
            if (await talk.HearAsync() is null)
            {
                return; // the connection of the ping
            }

            await talk.SayAsync("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nfirst;");
            var all = await talk.HearAllAsync();
            await talk.SayAsync("heard " + all);
        });
        await using var client = engine.Client();
        await using var stream = await client.AttachContainerAsync("x", new AttachQuery { Stdin = true });

        await stream.WriteAsync("some input"u8.ToArray());
        await stream.CloseWriteAsync();
        using var reader = new StreamReader(stream, Encoding.ASCII);

        (await reader.ReadToEndAsync()).Should().Be("first;heard some input");
    }

    [Fact]
    public async Task An_engine_that_refuses_an_upload_is_heard()
    {
        await using var engine = ScriptedEngine.Playing(async talk =>
        {
            if (await talk.HearAsync() is null)
            {
                return; // the connection of the ping
            }

            await talk.SayAsync("HTTP/1.1 404 Not Found\r\nContent-Length: 19\r\n\r\n{\"message\":\"gone!\"}");
        });
        await using var client = engine.Client();

        var call = () => client.PutArchiveAsync("x", "/", new MemoryStream(new byte[8 * 1024 * 1024]));

        (await call.Should().ThrowAsync<EngineError>()).Which.Message.Should().Be("gone!");
    }

    /// <summary>The engine waits for the rest: only the caller can say what became of it.</summary>
    [Fact]
    public async Task An_upload_that_cannot_be_read_to_its_end_says_why()
    {
        await using var engine = ScriptedEngine.Playing(async talk =>
        {
            await talk.HearAsync();
            await talk.HearAllAsync();
        });
        await using var client = engine.Client();
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(new byte[1000]);
        await pipe.Writer.CompleteAsync(new IOException("the disk is broken"));

        var call = () => client.PutArchiveAsync("x", "/", pipe.Reader.AsStream()).WaitAsync(LongestWait);

        (await call.Should().ThrowAsync<IOException>()).WithMessage("the disk is broken");
    }

    [Fact]
    public async Task A_pull_that_fails_on_the_way_throws_where_it_failed()
    {
        const string messages =
            "{\"status\":\"Pulling\",\"id\":\"a\"}\r\n{\"errorDetail\":{\"message\":\"no space left\"},\"error\":\"no space left\"}\r\n";
        await using var engine = ScriptedEngine.Answering($"HTTP/1.1 200 OK\r\nContent-Length: {messages.Length}\r\n\r\n{messages}");
        await using var client = engine.Client();
        var seen = new List<string?>();

        var pull = async () =>
        {
            await foreach (var message in client.PullImageAsync("x"))
            {
                seen.Add(message.Status);
            }
        };

        var error = (await pull.Should().ThrowAsync<EngineError>()).Which;
        error.Kind.Should().Be(EngineErrorKind.Failed);
        error.Message.Should().Be("no space left");
        seen.Should().Equal("Pulling");
    }

    [Fact]
    public async Task A_hundred_calls_at_once_are_a_hundred_connections_even_when_few_can_queue_and_the_next_hundred_none()
    {
        var arrived = 0;
        var all = new TaskCompletionSource();
        await using var engine = ScriptedEngine.Playing(async talk =>
        {
            while (await talk.HearAsync() is not null)
            {
                if (Interlocked.Increment(ref arrived) == 100)
                {
                    all.SetResult();
                }

                await all.Task;
                await talk.SayAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]");
            }
        });
        await using var client = engine.Client();

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => client.ListContainersAsync())).WaitAsync(LongestWait);
        engine.Connections.Should().Be(100, "each waits for the others, so none can share a connection");
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => client.ListContainersAsync())).WaitAsync(LongestWait);

        engine.Connections.Should().Be(100);
    }

    [Fact]
    public async Task The_observer_is_told_of_every_exchange()
    {
        var calls = new List<string>();
        await using var engine = ScriptedEngine.Answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]");
        await using var client = engine.Client(
            new EngineOptions { Observer = call => calls.Add($"{call.Method} {call.Path} {call.Status}") });

        await client.ListContainersAsync(new Filters().Label("a=b"), all: true);

        calls.Should().Equal(
            "GET /_ping 200",
            "GET /v1.47/containers/json?all=1&filters=%7B%22label%22%3A%7B%22a%3Db%22%3Atrue%7D%7D 200");
    }
}
