using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Compose.Planning.Pictures;
using Compose.Planning.Timelines;
using Compose.Ui.Model;
using Compose.Ui.Stack;
using Microsoft.AspNetCore.Http;

namespace Compose.Ui.Serving;

/// <summary>Every address that there is.</summary>
internal sealed class Requests(StackOptions options, SessionTokens tokens, StackWatch stack, ActionRun actions, Streams streams)
{
    private readonly PageFiles _page = new();
    private readonly RequestGuard _guard = new(tokens);

    public async Task AnswerAsync(HttpContext context)
    {
        RequestGuard.AddHeaders(context.Response);
        if (_guard.Refusal(context.Request) is > 0 and var refused)
        {
            context.Response.StatusCode = refused;
            return;
        }

        if (await _page.TrySendAsync(context))
            return;
        var answer = (context.Request.Method, context.Request.Path.Value) switch
        {
            ("POST", "/api/session") => OpenSessionAsync(context),
            ("GET", "/api/events") => streams.DocumentsAsync(context),
            ("GET", "/api/logs") => streams.LinesAsync(context),
            ("GET", "/api/excerpt") => ExcerptAsync(context),
            ("GET", "/api/graph") => GraphAsync(context),
            ("GET", "/api/timeline") => TimelineAsync(context),
            ("POST", "/api/try") => ActAsync(context, isTrial: true),
            ("POST", "/api/run") => ActAsync(context, isTrial: false),
            _ => Refuse(context, StatusCodes.Status404NotFound),
        };
        await answer;
    }

    private async Task OpenSessionAsync(HttpContext context)
    {
        var request = await ReadAsync(context, UiJson.Default.SessionRequest);
        if (tokens.Trade(request?.Token) is not { } session)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var cookie = new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/" };
        context.Response.Cookies.Append(RequestGuard.CookieName(context.Request), session, cookie);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private Task ExcerptAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var isLine = int.TryParse(query["line"], NumberStyles.None, CultureInfo.InvariantCulture, out var line);
        return isLine && stack.Files.Excerpt(query["file"].ToString(), line) is { } excerpt
            ? SendAsync(context, excerpt, UiJson.Default.ExcerptDocument)
            : Refuse(context, StatusCodes.Status404NotFound);
    }

    private Task GraphAsync(HttpContext context)
    {
        if (stack.Graph is not { } graph)
            return Refuse(context, StatusCodes.Status404NotFound);
        var (type, text) = context.Request.Query["format"].ToString() switch
        {
            "svg" => ("image/svg+xml", GraphSvg.Of(graph)),
            "dot" => ("text/vnd.graphviz", GraphText.Dot(graph)),
            _ => ("text/plain", GraphText.Mermaid(graph)),
        };
        context.Response.ContentType = type + "; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    private Task TimelineAsync(HttpContext context)
    {
        if (stack.Timeline is not { } timeline)
            return Refuse(context, StatusCodes.Status404NotFound);
        context.Response.ContentType = "image/svg+xml; charset=utf-8";
        return context.Response.WriteAsync(TimelineSvg.Of(timeline), context.RequestAborted);
    }

    private async Task ActAsync(HttpContext context, bool isTrial)
    {
        if (options.ReadOnly)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        var request = await ReadAsync(context, UiJson.Default.ActionRequest);
        if (request is null || ActionRun.Command(request) is not { } command)
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        else if (isTrial)
            await SendAsync(context, await TrialAsync(command, context.RequestAborted), UiJson.Default.UiDocument);
        else
            context.Response.StatusCode = await actions.RunAsync(command) ? StatusCodes.Status204NoContent : StatusCodes.Status409Conflict;
    }

    private async Task<UiDocument> TrialAsync(string[] command, CancellationToken cancellationToken) =>
        new("run") { Run = await actions.TryAsync(command, cancellationToken) };

    private static async Task<T?> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type) where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, type, context.RequestAborted);
        }
        catch (Exception failure) when (failure is JsonException or BadHttpRequestException)
        {
            // Not from the page.
            return null;
        }
    }

    private static async Task SendAsync<T>(HttpContext context, T value, JsonTypeInfo<T> type)
    {
        context.Response.ContentType = "application/json";
        await JsonSerializer.SerializeAsync(context.Response.Body, value, type, context.RequestAborted);
    }

    private static Task Refuse(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
