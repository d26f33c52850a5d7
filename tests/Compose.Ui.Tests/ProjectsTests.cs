using Compose.Testing.Engine;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.Ui.Tests;

/// <summary>One page for all projects of the engine.</summary>
public sealed class ProjectsTests(EngineFixture fixture, Browser browser) : IClassFixture<EngineFixture>, IClassFixture<Browser>
{
    [Fact]
    public Task Another_project_is_chosen_by_its_name_and_has_its_own_services_and_actions() =>
    Scenario.RunAsync(fixture, "page own", own =>
        Scenario.RunAsync(fixture, "page other", async other =>
        {
            own.File("compose.yaml", "services: {mine: {image: busybox, command: sleep 600, stop_grace_period: 0s}}");
            other.File("compose.yaml", "services: {theirs: {image: busybox, command: sleep 600, stop_grace_period: 0s}}");
            await other.Ncompose("up", "-d");
            await using var ui = await UiProcess.StartAsync(own);
            var page = await browser.OpenAsync(ui.Address);
            await page.WaitForSelectorAsync("[data-service='mine'][data-state='absent']");
            await page.ClickAsync("summary.project");
            await page.ClickAsync($".projects a:has-text('{other.Project}')");
            await page.WaitForSelectorAsync("[data-service='theirs'][data-state='running']");
            (await page.Locator("[data-service='mine']").CountAsync()).Should().Be(0);
            await page.ClickAsync("[data-service='theirs'] .menu summary");
            await page.ClickAsync("[data-service='theirs'] .menu button:has-text('Stop')");
            await page.ClickAsync("dialog .primary:enabled");
            await page.WaitForSelectorAsync("[data-service='theirs'][data-state='stopped']");
            browser.Errors.Should().BeEmpty();
        }));
}
