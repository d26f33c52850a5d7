using System.Collections.Immutable;
using System.Threading.Channels;
using Compose.Lsp.Projects;
using Compose.Lsp.Protocol;

namespace Compose.Lsp.Serving;

/// <summary>
/// The loop of the server. One task reads messages, this one answers them in their order, and a load of the files runs beside both; a
/// newer edit cancels it. A request that needs the newest load waits until that is there.
/// </summary>
internal sealed class LanguageServer : IDisposable
{
    private const int MostWaitingMessages = 1_000;

    private readonly MessageReader _input;
    private readonly MessageWriter _output;
    private readonly TextWriter _log;
    private readonly Session _session;
    private readonly Dispatcher _dispatcher;
    private readonly Publisher _publisher;
    private readonly Channel<Incoming?> _messages = Channel.CreateBounded<Incoming?>(MostWaitingMessages);
    private readonly List<Call> _waiting = [];
    private Task<ImmutableArray<Analysis>>? _load;
    private CancellationTokenSource _loadEnd = new();

    private LanguageServer(ProjectOptions options, Stream input, Stream output, TextWriter log)
    {
        _input = new MessageReader(input);
        _output = new MessageWriter(output);
        _log = log;
        _session = new Session(options);
        _dispatcher = new Dispatcher(_session, _output);
        _publisher = new Publisher(_output);
    }

    /// <summary>The exit code: 0 after `shutdown`, as the protocol wants it.</summary>
    public static async Task<int> RunAsync(ProjectOptions options, Stream input, Stream output, TextWriter log)
    {
        using var server = new LanguageServer(options, input, output, log);
        using var end = new CancellationTokenSource();
        var reading = server.ReadAsync(end.Token);
        try
        {
            await server.ServeAsync();
        }
        finally
        {
            await end.CancelAsync();
            await server._loadEnd.CancelAsync();
        }

        // Reading from a terminal or a pipe cannot be interrupted everywhere; the process ends with it.
        if (reading.IsCompleted)
            await reading;
        return server._dispatcher.IsShutDown ? 0 : 1;
    }

    public void Dispose() => _loadEnd.Dispose();

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await _input.ReadAsync(cancellationToken) is { } message)
                await _messages.Writer.WriteAsync(message, cancellationToken);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The client has closed the stream, or the server ends.
        }

        _messages.Writer.Complete();
    }

    private async Task ServeAsync()
    {
        while (!_dispatcher.IsEnded)
        {
            while (!_dispatcher.IsEnded && _messages.Reader.TryRead(out var message))
                Take(message!);
            if (_dispatcher.IsEnded)
                return;
            await StartLoadAsync();
            var next = _messages.Reader.WaitToReadAsync().AsTask();
            if (_load is null)
            {
                if (!await next)
                    return;
                continue;
            }

            await Task.WhenAny(_load, next);
            // At the end of the input what was asked is still answered.
            if (_load.IsCompleted || (_waiting.Count > 0 && !await next))
                await FinishLoadAsync();
            else if (!await next)
                return;
        }
    }

    /// <summary>All edits that have arrived are in one load.</summary>
    private async Task StartLoadAsync()
    {
        if (!_dispatcher.TakeDirty())
            return;
        if (_load is not null)
        {
            await _loadEnd.CancelAsync();
            _loadEnd.Dispose();
            _loadEnd = new CancellationTokenSource();
        }

        var (work, token) = (_session.Load(), _loadEnd.Token);
        _load = Task.Run(() => work(token), token);
    }

    private async Task FinishLoadAsync()
    {
        var load = _load!;
        _load = null;
        try
        {
            _session.Take(await load);
            _publisher.Publish(_session);
        }
        catch (Exception defect) when (defect is not IOException)
        {
            // A defect of ours in one state of the files must not end the editor's session: the next edit loads again.
            await _log.WriteLineAsync($"ncompose-lsp: a defect, please report it: {defect}");
            _session.Keep();
        }

        foreach (var call in _waiting)
            Answer(call);
        _waiting.Clear();
    }

    private void Take(Incoming message)
    {
        if (message.Problem is { } problem)
        {
            _output.Refuse(null, problem, message.Reason);
            return;
        }

        if (Call.Read(message.Content) is not { } call)
            _output.Refuse(null, ErrorCode.InvalidRequest, "no JSON-RPC message");
        else if (call.Method == "$/cancelRequest")
            Cancel(call);
        else if ((call.NeedsLoad && !_session.IsCurrent) || (call.EndsSession && _waiting.Count > 0))
            _waiting.Add(call);
        else
            Answer(call);
    }

    /// <summary>Only what waits can be cancelled; the others are answered before the next message is read.</summary>
    private void Cancel(Call call)
    {
        if (call.Parameters.Optional("id") is not { } id || _waiting.Find(waiting => waiting.IsOf(id)) is not { } found)
            return;
        _waiting.Remove(found);
        _output.Refuse(found.Id, ErrorCode.RequestCancelled, "cancelled by the client");
    }

    private void Answer(Call call)
    {
        try
        {
            var result = _dispatcher.Run(call);
            if (call.Id is { } id)
                _output.Answer(id, result);
        }
        catch (RequestException refused)
        {
            Refuse(call, refused.Code, refused.Message);
        }
        catch (Exception defect) when (defect is not IOException)
        {
            // A defect of ours in one request must not end the editor's session.
            _log.WriteLine($"ncompose-lsp: a defect, please report it: {call.Method}: {defect}");
            Refuse(call, ErrorCode.InternalError, defect.Message);
        }
    }

    private void Refuse(Call call, ErrorCode code, string reason)
    {
        if (call.Id is { } id)
            _output.Refuse(id, code, reason);
        else
            _log.WriteLine($"ncompose-lsp: {call.Method}: {reason}");
    }
}
