using System.Text;

namespace Compose.Planning.Tests.Laws;

/// <summary>Compose files that mix services, hooks, providers, models and jobs.</summary>
internal static class ExtensionProject
{
    public static string Text(Random random)
    {
        var text = new StringBuilder("services:\n");
        var services = new List<string>();
        for (var i = 0; i < 1 + random.Next(3); i++)
            Provider(text, $"provider{i}", services, random);
        for (var i = 0; i < 1 + random.Next(4); i++)
            Service(text, $"service{i}", services, random);
        text.Append("jobs:\n");
        var before = services.ToList();
        for (var i = 0; i < 1 + random.Next(3); i++)
        {
            text.Append($"  job{i}: {{image: image, triggers: {{manual: true}}{Dependencies(before, random)}{Models(random)}}}\n");
            before.Add($"job{i}");
        }

        return text.Append(
            "models: {small: {model: ai/small}, large: {model: ai/large, context_size: 1024}}\nvolumes: {data: }\nnetworks: {back: }\n")
            .ToString();
    }

    private static void Provider(StringBuilder text, string name, List<string> services, Random random)
    {
        text.Append($"  {name}: {{provider: {{type: cloud, options: {{size: {random.Next(9)}}}}}{Dependencies(services, random)}}}\n");
        services.Add(name);
    }

    private static void Service(StringBuilder text, string name, List<string> services, Random random)
    {
        text.Append($"  {name}: {{image: image, scale: {random.Next(1, 3)}{Dependencies(services, random)}{Models(random)}");
        if (random.Next(2) == 0)
            text.Append(", networks: [default, back]");
        if (random.Next(2) == 0)
            text.Append(", volumes: ['data:/data:ro']");
        if (random.Next(2) == 0)
            text.Append(", pre_start: [{command: first, volumes: ['data:/data']}, {image: image, network_mode: none}]");
        if (random.Next(3) == 0)
            text.Append(", post_start: [{command: hi}], pre_stop: [{command: bye}]");
        text.Append("}\n");
        services.Add(name);
    }

    private static string Dependencies(List<string> before, Random random)
    {
        var chosen = before.Where(_ => random.Next(3) == 0).ToList();
        return chosen.Count == 0 ? "" : $", depends_on: [{string.Join(", ", chosen)}]";
    }

    private static string Models(Random random) => random.Next(4) switch
    {
        0 => ", models: [small]",
        1 => ", models: {small: {model_var: NAME}, large: {endpoint_var: URL}}",
        _ => "",
    };
}
