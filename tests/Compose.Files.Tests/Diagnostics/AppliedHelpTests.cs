using System.Text;
using System.Text.RegularExpressions;
using Compose.Files.Diagnostics;
using Compose.Files.Environment;
using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests.Diagnostics;

/// <summary>The help of a common mistake solves it in one step: a machine does what it says, and the file loads.</summary>
public sealed class AppliedHelpTests
{
    [Theory]
    [InlineData("services: {web: {image: a, healthcheck: {test: x, interval: 30}}}")]
    [InlineData("services: {web: {image: a, healthcheck: {test: x, timeout: 5, retries: 2}}}")]
    [InlineData("services: {web: {image: a, stop_grace_period: 30}}")]
    [InlineData("services: {web: {image: a, deploy: {update_config: {delay: 10}}}}")]
    [InlineData("services: {web: {image: a, deploy: {restart_policy: {window: 1.5}}}}")]
    [InlineData("services:\n  web:\n    image: a\n    depends_on:\n      db:\n  db: {image: a}\n")]
    [InlineData("services: {web: {image: a, depends_on: {db: {restart: true}}}, db: {image: a}}")]
    [InlineData("services: {web: {image: a, depends_on: {db: service_healthy}}, db: {image: a}}")]
    [InlineData("services: {web: {image: a, depends_on: db}, db: {image: a}}")]
    [InlineData("services: {web: {image: a, depends_on: {db: {condition: service_heathy}}}, db: {image: a}}")]
    [InlineData("services: {web: {image: a, restart: false}}")]
    [InlineData("services: {web: {image: a, restart: true}}")]
    [InlineData("services: {web: {image: a, ports: \"80:80\"}}")]
    [InlineData("services: {web: {image: a, profiles: dev}}")]
    [InlineData("services: {web: {image: a, volumes: ./a:/a}}")]
    [InlineData("services: {web: {image: a, cap_add: NET_ADMIN}}")]
    [InlineData("services: {web: {image: a, build: {context: ., cache_from: x}}}")]
    [InlineData("services:\n  web:\n    image: a\n    environment:\n      - A: b\n")]
    [InlineData("services:\n  web:\n    image: a\n    labels:\n      - A: b\n")]
    [InlineData("services:\n  web:\n    build:\n      context: .\n      args:\n        - A: b\n")]
    [InlineData("services:\n  web:\n    image: a\n    volumes:\n      - ./a: /a\n")]
    [InlineData("services:\n  web:\n    imgae: a\n")]
    [InlineData("services:\n  web:\n    image: a\n    deploy: {replica: 2}\n")]
    [InlineData("services:\n  web\n    image: a\n")]
    [InlineData("services:\n  web:\n    image a\n")]
    [InlineData("services: {web: {image: a, hostname: 12}}")]
    [InlineData("services: {web: {image: a, pre_start: [{command: x, volumes: /a}]}}")]
    [InlineData("services:\n  web:\n    image: a\nsecrets:\n  pw:\n")]
    [InlineData("services:\n  web:\n    image: a\nconfigs:\n  c:\n")]
    [InlineData("services: {web: {image: a}}\nsecrets: {pw: {}}\n")]
    [InlineData("services: {web: {image: a}}\nconfigs: {c: {}}\n")]
    [InlineData("services:\nweb:\n  image: a\n")]
    [InlineData("services:\n  web:\n  image: a\n  command: x\n")]
    [InlineData("services:\n  web: {image: a}\nnetworks:\nfront:\n  driver: bridge\n")]
    [InlineData("services:\n  web:\n\u00a0\u00a0\u00a0\u00a0image: a\n")]
    [InlineData("services:\n  web:\n    build:\n\u2003\u2003\u2003\u2003\u2003\u2003context: .\n")]
    [InlineData("services:\n  web:\n\timage: a\n")]
    [InlineData("services:\n  web:\n<<<<<<< HEAD\n    image: a\n=======\n    image: b\n>>>>>>> x\n")]
    [InlineData("services:\n  web:\n    image: a\n    environment:\n<<<<<<< HEAD\n      A: b\n=======\n      A: c\n>>>>>>> x\n")]
    [InlineData("services\n  web:\n    image: a\n")]
    [InlineData("web:\n  image: a\ndb:\n  image: b\n")]
    [InlineData("services:\n  web:\n    image: a\n    volumes:\n      - ./a:\n")]
    [InlineData("services: {web: {image: a, volumes: [\"./a:\"]}}")]
    [InlineData("x-a: &a {imgae: x}\nservices:\n  b: {<<: *a, image: x}\n  c: {<<: *a, image: x}\n")]
    [InlineData("services:\n  web:\n    image: a\n    ports: [\u201c80:80\u201d]\n")]
    [InlineData("services:\n  web:\n    image: a\n    extra_hosts:\n      - a: 1.2.3.4\n")]
    [InlineData("services: {web: {image: a, expose: 80}}")]
    [InlineData("services: {web: {image: a, ports: 80}}")]
    [InlineData("services: {web: {image: a}}\nsecrets: {pw: {external: false}}\n")]
    [InlineData("services: {web: {image: a, healthcheck: {test: x, start_period: 30}}}")]
    [InlineData("services: {web: {image: a, deploy: {update_config: {monitor: 5}}}}")]
    [InlineData("services:\n  web:\n    image: a\n    depends_on:\n      db:\n        condition:\n  db: {image: a}\n")]
    [InlineData("services: {web: {image: a}}\njobs: {j: {image: a}}\n")]
    [InlineData("jobs: {j: {image: a, triggers: manual}}")]
    [InlineData("jobs: {j: {image: a, triggers: {schedule: '0 3 * * *'}}}")]
    [InlineData("services: {m: {provider: awesome}}")]
    [InlineData("services: {web: {image: a, models: [m]}}\nmodels: {m: ai/x}\n")]
    [InlineData("services: {web: {image: a, pre_start: ./x}}")]
    [InlineData("services: {web: {image: a, post_start: ./x}}")]
    public void The_first_help_mends_the_file(string file)
    {
        var problem = Load(file).Diagnostics.First(one => one.Severity == Severity.Error);
        problem.Help.Should().NotBeNull(problem.Summary);
        var mended = Apply(file, problem);
        Load(mended).Diagnostics.Where(one => one.Severity == Severity.Error).Should().BeEmpty($"{problem.Help}\n{mended}");
    }

    private static LoadResult Load(string file) => ComposeLoader.Load(new LoadRequest
    {
        Files = [new ComposeFile("compose.yaml", "/project/compose.yaml", Encoding.UTF8.GetBytes(file))],
        Directory = "/project",
        Environment = ComposeEnvironment.Empty,
    });

    private static string Apply(string file, Diagnostic problem)
    {
        var (span, help) = (problem.Primary!.Span, problem.Help!);
        var line = file.LastIndexOf('\n', Math.Max(0, span.Start - 1)) + 1;
        if (AppliedHelp.Of(file, span, help) is { } done)
            return done;
        if (Match(@"^write it with its unit: (.*)$") is { } unit)
            return Replaced(unit);
        if (Match(@"^write a list: (.*)$") is { } list)
            return Replaced(list);
        if (Match(@"^write (\{.*?\})") is { } mapping)
            return file[span.Start + span.Length] == ':' ? file.Insert(span.Start + span.Length + 1, " " + mapping) : Replaced(mapping);
        if (Match(@"^add (.*?)(?:, or a schedule)?$") is { } missing)
            return file.Insert(file.IndexOf('{', span.Start) + 1, missing + ", ");
        if (Match("^write (\"no\"|always)") is { } policy)
            return Replaced(policy);
        if (Match(@"^write `- (.*?)`") is { } item)
            return Replaced(item);
        if (Match(@"^remove the blank behind the colon: (.*)$") is { } volume)
            return Replaced(volume);
        if (Match("^did you mean \"(.*)\"\\?$") is { } name)
            return Replaced(name);
        if (Match(@"^quote it: (.*)$") is { } quoted)
            return Replaced(quoted);
        if (Match(@"^write `(.*)`$") is { } whole)
            return file[..(line + file[line..].TakeWhile(letter => letter == ' ').Count())] + whole + file[file.IndexOf('\n', line)..];
        throw new InvalidOperationException($"this test does not know how to apply: {help}");

        string? Match(string pattern) => Regex.Match(help, pattern) is { Success: true } match ? match.Groups[1].Value : null;
        string Replaced(string text) => file[..span.Start] + text + file[(span.Start + span.Length)..];
    }
}
