using System.Globalization;

namespace SiameseDsl.Training.Optimizers;

/// <summary>The update rules as TorchScript: the function <c>update</c> of parameters, gradients, the slots that <see cref="StateSlot.Of"/> lists, in its order, and the learning rate.</summary>
internal static class UpdateScripts
{
    /// <summary>The text of the rule of the settings.</summary>
    /// <exception cref="ArgumentException">There is no such optimiser.</exception>
    public static string Of(OptimizerOptions options) => options switch
    {
        AdamOptions adam => Adam("_fused_adam_", adam.Beta1, adam.Beta2, adam.Epsilon, adam.WeightDecay),
        AdamWOptions adam => Adam("_fused_adamw_", adam.Beta1, adam.Beta2, adam.Epsilon, adam.WeightDecay),
        NAdamOptions nadam => NAdam(nadam),
        RAdamOptions radam => RAdam(radam),
        AdamaxOptions adamax => Adamax(adamax),
        AdagradOptions adagrad => Adagrad(adagrad),
        LionOptions lion => Lion(lion),
        SgdOptions sgd => Sgd(sgd),
        RmsPropOptions rms => RmsProp(rms),
        _ => throw new ArgumentException($"There is no optimiser for settings of type {options.GetType().Name}.", nameof(options)),
    };

    private static string Adam(string kernel, double beta1, double beta2, double epsilon, double weightDecay) => Update(
        "averages squares steps",
        $"""
        unused: List[Tensor] = []
        torch._foreach_add_(steps, 1)
        torch.{kernel}(params, grads, averages, squares, unused, steps, lr=lr, beta1={Text(beta1)}, beta2={Text(beta2)}, weight_decay={Text(weightDecay)}, eps={Text(epsilon)}, amsgrad=False, maximize=False)
        """);

    // The factors differ from step to step, and a parameter without a gradient misses steps: the last part is done one by one.
    private static string NAdam(NAdamOptions options) => Update(
        "averages squares steps products",
        Decayed(options),
        Moments(options.Beta1, options.Beta2),
        $"""
        for i in range(len(params)):
            step = float(steps[i])
            mu = {Text(options.Beta1)} * (1.0 - 0.5 * 0.96 ** (step * {Text(options.MomentumDecay)}))
            ahead = {Text(options.Beta1)} * (1.0 - 0.5 * 0.96 ** ((step + 1.0) * {Text(options.MomentumDecay)}))
            product = float(products[i].mul_(mu))
            scale = (squares[i] / (1.0 - {Text(options.Beta2)} ** step)).sqrt_().add_({Text(options.Epsilon)})
            params[i].addcdiv_(grads[i], scale, value=-lr * (1.0 - mu) / (1.0 - product))
            params[i].addcdiv_(averages[i], scale, value=-lr * ahead / (1.0 - product * ahead))
        """);

    private static string RAdam(RAdamOptions options)
    {
        double longest = (2 / (1 - options.Beta2)) - 1;
        return Update(
            "averages squares steps",
            Decayed(options),
            Moments(options.Beta1, options.Beta2),
            $"""
            for i in range(len(params)):
                step = float(steps[i])
                correction = 1.0 - {Text(options.Beta2)} ** step
                length = {Text(longest)} - 2.0 * step * {Text(options.Beta2)} ** step / correction
                rate = lr / (1.0 - {Text(options.Beta1)} ** step)
                if length > 5.0:
                    rectifier = ((length - 4.0) * (length - 2.0) * {Text(longest)} / ({Text((longest - 4) * (longest - 2))} * length)) ** 0.5
                    scale = squares[i].sqrt().add_({Text(options.Epsilon)})
                    params[i].addcdiv_(averages[i], scale, value=-rate * rectifier * correction ** 0.5)
                else:
                    params[i].add_(averages[i], alpha=-rate)
            """);
    }

    private static string Adamax(AdamaxOptions options) => Update(
        "averages largest steps",
        Decayed(options),
        $"""
        torch._foreach_add_(steps, 1)
        torch._foreach_mul_(averages, {Text(options.Beta1)})
        torch._foreach_add_(averages, grads, alpha={Text(1 - options.Beta1)})
        torch._foreach_mul_(largest, {Text(options.Beta2)})
        sizes = torch._foreach_abs(grads)
        torch._foreach_add_(sizes, {Text(options.Epsilon)})
        torch._foreach_maximum_(largest, sizes)
        for i in range(len(params)):
            params[i].addcdiv_(averages[i], largest[i], value=-lr / (1.0 - {Text(options.Beta1)} ** float(steps[i])))
        """);

    private static string Adagrad(AdagradOptions options) => Update(
        "sums",
        Decayed(options),
        $"""
        torch._foreach_addcmul_(sums, grads, grads, value=1.0)
        scales = torch._foreach_sqrt(sums)
        torch._foreach_add_(scales, {Text(options.Epsilon)})
        torch._foreach_addcdiv_(params, grads, scales, value=-lr)
        """);

    private static string Lion(LionOptions options) => Update(
        "averages",
        options.WeightDecay != 0 ? $"torch._foreach_mul_(params, 1.0 - lr * {Text(options.WeightDecay)})" : "",
        $"""
        signs = torch._foreach_mul(averages, {Text(options.Beta1)})
        torch._foreach_add_(signs, grads, alpha={Text(1 - options.Beta1)})
        torch._foreach_sign_(signs)
        torch._foreach_add_(params, signs, alpha=-lr)
        torch._foreach_mul_(averages, {Text(options.Beta2)})
        torch._foreach_add_(averages, grads, alpha={Text(1 - options.Beta2)})
        """);

    private static string Sgd(SgdOptions options) => options.Momentum > 0
        ? Update("momenta", $"torch._fused_sgd_(params, grads, momenta, weight_decay={Text(options.WeightDecay)}, momentum={Text(options.Momentum)}, lr=lr, dampening=0.0, nesterov={Text(options.Nesterov)}, maximize=False, is_first_step=False)")
        : Update("", "unused: List[Tensor] = []", $"torch._fused_sgd_(params, grads, unused, weight_decay={Text(options.WeightDecay)}, momentum=0.0, lr=lr, dampening=0.0, nesterov=False, maximize=False, is_first_step=False)");

    private static string RmsProp(RmsPropOptions options) => Update(
        options.Momentum > 0 ? "squares momenta" : "squares",
        Decayed(options),
        $"""
        torch._foreach_mul_(squares, {Text(options.Alpha)})
        torch._foreach_addcmul_(squares, grads, grads, value={Text(1 - options.Alpha)})
        scales = torch._foreach_sqrt(squares)
        torch._foreach_add_(scales, {Text(options.Epsilon)})
        """,
        options.Momentum > 0
            ? $"""
              torch._foreach_mul_(momenta, {Text(options.Momentum)})
              torch._foreach_addcdiv_(momenta, grads, scales, value=1.0)
              torch._foreach_add_(params, momenta, alpha=-lr)
              """
            : "torch._foreach_addcdiv_(params, grads, scales, value=-lr)");

    private static string Moments(double beta1, double beta2) =>
        $"""
        torch._foreach_add_(steps, 1)
        torch._foreach_mul_(averages, {Text(beta1)})
        torch._foreach_add_(averages, grads, alpha={Text(1 - beta1)})
        torch._foreach_mul_(squares, {Text(beta2)})
        torch._foreach_addcmul_(squares, grads, grads, value={Text(1 - beta2)})
        """;

    private static string Decayed(OptimizerOptions options) =>
        options.WeightDecay != 0 ? $"grads = torch._foreach_add(grads, params, alpha={Text(options.WeightDecay)})" : "";

    /// <summary>The function, from the names of its slots and the parts of its body.</summary>
    private static string Update(string slots, params string[] parts)
    {
        IEnumerable<string> names = slots.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string arguments = string.Join(", ", names.Prepend("grads").Prepend("params").Select(name => $"{name}: List[Tensor]"));
        IEnumerable<string> lines = parts.SelectMany(part => part.Split('\n')).Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0);
        return $"def update({arguments}, lr: float):\n" + string.Join('\n', lines.Select(line => "    " + line));
    }

    private static string Text(bool value) => value ? "True" : "False";

    // A TorchScript float needs a point or an exponent.
    private static string Text(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny(".eE") < 0 ? text + ".0" : text;
    }
}
