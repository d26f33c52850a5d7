using Compose.Cli.Rendering.Plans;
using Compose.Cli.Terminals;
using Compose.Files.Text;
using Compose.Planning.Attributes;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using FluentAssertions;
using Xunit;

namespace Compose.Cli.Tests;

public sealed class PlanReportTests
{
    [Fact]
    public void A_value_that_is_hidden_before_and_after_is_shown_once()
    {
        var web = new ContainerTarget(new ContainerRef.Existing("1234567890abcdef"), "web", 1, "demo-web-1");
        var reason = new Reason(ReasonCode.ContentChanged)
        {
            Changes =
                [new AttributeChange(AttributePath.Of("secrets", "key"), "(hidden)", "(hidden)", SourceSpan.None),
                    new AttributeChange(AttributePath.Of("environment", "LOG"), "info", "debug", SourceSpan.None)],
        };
        var plan = new Plan([new Step(new StepId(0), new Operation.RestartContainer(web, null), [reason], [])]);

        new PlanReport(Style.Plain, new SourceSet()).Render(plan).Should()
            .Contain("      secrets.key: changed (hidden)\n      environment.LOG: info → debug\n");
    }
}
