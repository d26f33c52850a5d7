using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Compose.Ui.Serving;

/// <summary>The server: at the loopback address only, with bounds on everything that a stranger could pile up.</summary>
internal sealed class PageServer : IAsyncDisposable
{
    private const int MostConnections = 120;
    private const int LongestBody = 16 * 1024;
    private readonly WebApplication _application;

    private PageServer(WebApplication application, int port) => (_application, Port) = (application, port);

    public int Port { get; }

    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<PageServer> StartAsync(int port, Requests requests, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.Listen(IPAddress.Loopback, port);
            options.AddServerHeader = false;
            Bound(options.Limits);
        });
        var application = builder.Build();
        application.UseWebSockets();
        application.Run(requests.AnswerAsync);
        await application.StartAsync(cancellationToken);
        var features = application.Services.GetRequiredService<IServer>().Features;
        return new PageServer(application, new Uri(features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()).Port);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    /// <summary>A reader that takes nothing for five seconds loses its connection (MinResponseDataRate).</summary>
    private static void Bound(KestrelServerLimits limits)
    {
        limits.MaxConcurrentConnections = MostConnections;
        limits.MaxRequestBodySize = LongestBody;
        limits.MaxRequestHeadersTotalSize = LongestBody;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(20);
    }
}
