using System.Collections.Concurrent;
using Compose.Testing.Processes;
using Microsoft.Playwright;
using Xunit;

namespace Compose.Ui.Tests;

/// <summary>
/// One Chromium for a test class; each page has a profile of its own, and what a page reports as an error fails the test.
/// </summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly float LongestWait = (float)TimeSpan.FromMinutes(2).TotalMilliseconds;
    private readonly ConcurrentQueue<string> _errors = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public IReadOnlyCollection<string> Errors => _errors;

    public async Task InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(LongestWait);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = RequiredProgram.Installed("chromium"), Args = ["--no-sandbox"] });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.CloseAsync();
        _playwright?.Dispose();
    }

    /// <param name="address">With the token.</param>
    /// <param name="scheme">The theme.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="isForAxe">The check of accessibility is a script from outside, which the page's policy would refuse.</param>
    public async Task<IPage> OpenAsync(string address, ColorScheme scheme = ColorScheme.Light, int width = 1280, bool isForAxe = false)
    {
        var context = await _browser!.NewContextAsync(
            new()
            {
                ColorScheme = scheme,
                ViewportSize = new()
                { Width = width, Height = 800 },
                BypassCSP = isForAxe,
                AcceptDownloads = true
            });
        context.SetDefaultTimeout(LongestWait);
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => _errors.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                _errors.Enqueue(message.Text);
        };
        await page.GotoAsync(address);
        return page;
    }
}
