using System.Net.Sockets;
using Compose.Engine.Errors;

namespace Compose.Engine.Transport;

/// <summary>Failures of the HTTP client and of what is below it, as the errors that callers know.</summary>
internal static class TransportErrors
{
    /// <summary>Null when the failure is one that callers know already. The request is method and path of the call.</summary>
    internal static Exception? Translate(Exception failure, string request, CancellationToken cancellationToken)
    {
        if (failure is EngineError or OperationCanceledException)
            return null;
        if (failure is UnreadableUpload)
            return failure.InnerException;
        if (EngineErrorIn(failure) is { } known)
            return known;
        if (failure is not (HttpRequestException or IOException or SocketException or ObjectDisposedException))
            return null;

        // Closing the connection under a pending call is how the client cancels.
        if (cancellationToken.IsCancellationRequested)
            return new OperationCanceledException(failure.Message, failure, cancellationToken);
        return ErrorOf(failure) is HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded
            ? EngineError.Garbled(request, failure.Message)
            : EngineError.Cut(request, failure);
    }

    private static EngineError? EngineErrorIn(Exception? failure)
    {
        while (failure is not (null or EngineError))
            failure = failure.InnerException;
        return (EngineError?)failure;
    }

    private static HttpRequestError? ErrorOf(Exception failure) => failure switch
    {
        HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } known => known.HttpRequestError,
        HttpIOException known => known.HttpRequestError,
        { InnerException: { } inner } => ErrorOf(inner),
        HttpRequestException => HttpRequestError.InvalidResponse,
        _ => null,
    };
}
