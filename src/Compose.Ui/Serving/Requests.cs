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
internal sealed class Requests(Projects projects, SessionTokens tokens, Streams streams, Shells shells)
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
        if ((context.Request.Method, context.Request.Path.Value) is ("POST", "/api/session"))
            await OpenSessionAsync(context);
        else if (await projects.OfAsync(context.Request.Query["project"].ToString(), context.RequestAborted) is { } stack)
            await AnswerAsync(context, stack);
        else
            await Refuse(context, StatusCodes.Status404NotFound);
    }

    private Task AnswerAsync(HttpContext context, OpenStack stack) => (context.Request.Method, context.Request.Path.Value) switch
    {
        ("GET", "/api/events") => streams.DocumentsAsync(context, stack),
        ("GET", "/api/logs") => streams.LinesAsync(context, stack),
        ("GET", "/api/projects") => ProjectsAsync(context),
        ("GET", "/api/excerpt") => ExcerptAsync(context, stack.Watch),
        ("GET", "/api/graph") => GraphAsync(context, stack.Watch),
        ("GET", "/api/timeline") => TimelineAsync(context, stack.Watch),
        ("GET", "/api/shell") => shells.OpenAsync(context, stack),
        ("POST", "/api/try") => ActAsync(context, stack, isTrial: true),
        ("POST", "/api/run") => ActAsync(context, stack, isTrial: false),
        _ => Refuse(context, StatusCodes.Status404NotFound),
    };

    private async Task ProjectsAsync(HttpContext context) =>
        await SendAsync(context, await projects.ListAsync(context.RequestAborted), UiJson.Default.ImmutableArrayProjectDocument);

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

    private static Task ExcerptAsync(HttpContext context, StackWatch stack)
    {
        var query = context.Request.Query;
        var isLine = int.TryParse(query["line"], NumberStyles.None, CultureInfo.InvariantCulture, out var line);
        return isLine && stack.Files.Excerpt(query["file"].ToString(), line) is { } excerpt
            ? SendAsync(context, excerpt, UiJson.Default.ExcerptDocument)
            : Refuse(context, StatusCodes.Status404NotFound);
    }

    private static Task GraphAsync(HttpContext context, StackWatch stack)
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

    private static Task TimelineAsync(HttpContext context, StackWatch stack)
    {
        if (stack.Timeline is not { } timeline)
            return Refuse(context, StatusCodes.Status404NotFound);
        context.Response.ContentType = "image/svg+xml; charset=utf-8";
        return context.Response.WriteAsync(TimelineSvg.Of(timeline), context.RequestAborted);
    }

    private static async Task ActAsync(HttpContext context, OpenStack stack, bool isTrial)
    {
        if (stack.Options.ReadOnly)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        var request = await ReadAsync(context, UiJson.Default.ActionRequest);
        if (request is null || ActionRun.Command(request) is not { } command)
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        else if (isTrial)
            await SendAsync(context, await TrialAsync(stack, request, command, context.RequestAborted), UiJson.Default.UiDocument);
        else
            context.Response.StatusCode = await stack.Actions.RunAsync(command) ? StatusCodes.Status204NoContent
                : StatusCodes.Status409Conflict;
    }

    private static async Task<UiDocument> TrialAsync(
        OpenStack stack, ActionRequest request, string[] command, CancellationToken cancellationToken)
    {
        if (ActionRun.Plan(request) is not { } planned)
            return new UiDocument("run") { Run = await stack.Actions.TryAsync(command, cancellationToken) };
        var (document, problem) = await OwnProgram.DocumentAsync(stack.Options, planned, cancellationToken);
        return new UiDocument("plan") { Plan = new PlanView(document, problem) };
    }

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
