"""Train the tagger: `python training/train.py --data FOLDER --weights FOLDER --out FOLDER`."""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import sys
import time
from pathlib import Path
from typing import Any

import torch
from articles import Article, build_article, is_set_aside
from augment import find_names, rename, restyle
from network import Tagger, find_buckets, load_pretrained
from torch import Tensor
from torch.nn import functional
from windows import LENGTH, Batch, Window, build_batch, cut_windows, order_batches

from sayso.extract.pieces import WordPieces

#: sha256 of the pretrained weights that training starts from.
WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
PIECES_A_BATCH = 4 * LENGTH
ENCODER_RATE = 3e-4
HEAD_RATE = 1e-3
WARM_UP = 60
KEEP_EVERY = 200
#: Weight of a step in the running mean of the weights.
MEAN_DECAY = 0.998


def main(argv: list[str] | None = None) -> int:
    """Train, going on from the last checkpoint in the folder; exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with train.jsonl")
    parser.add_argument(
        "--weights", type=Path, required=True, help="folder of the pretrained model"
    )
    parser.add_argument("--out", type=Path, required=True, help="folder of the checkpoints")
    parser.add_argument("--add", type=Path, action="append", default=[], help="more training rows")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--stop-after", type=int, default=0, help="steps, to try the script")
    chosen = parser.parse_args(argv)
    torch.set_num_threads(chosen.threads)
    found = hashlib.sha256((chosen.weights / "model.safetensors").read_bytes()).hexdigest()
    if found != WEIGHTS:
        print(f"The weights in {chosen.weights} are not those of the model card: {found}.")
        return 2
    chosen.out.mkdir(parents=True, exist_ok=True)
    pieces = WordPieces((chosen.weights / "vocab.txt").read_text("utf-8").splitlines())
    rows = [row for row in read_rows(chosen.data / "train.jsonl") if not is_set_aside(row["id"])]
    # A document reviewed in part would teach that what nobody looked at is no attribution.
    added = [row for path in chosen.add for row in read_rows(path)]
    whole = [row for row in added if row.get("reviewed", 1) == 1]
    if added:
        print(
            f"{len(whole)} documents of corrections are added; {len(added) - len(whole)} were "
            "reviewed in part and are left out."
        )
    rows += whole
    run(chosen, rows, pieces)
    return 0


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a file of JSON lines."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def plan_epoch(
    rows: list[dict[str, Any]], pieces: WordPieces, seed: int, epoch: int
) -> list[list[Window]]:
    """Return the batches of one epoch: the same for the same seed, rows and epoch."""
    chance = random.Random(f"{seed}/{epoch}")
    firsts, lasts = find_names(row["text"] for row in rows)
    windows: list[Window] = []
    for row in rows:
        if chance.random() < 0.4:
            row = rename(row, firsts, lasts, chance)
        if chance.random() < 0.3:
            row = restyle(row, chance)
        article: Article = build_article(row, pieces)
        windows += cut_windows(article, chance.randrange(40, LENGTH - 2))
    return list(order_batches(windows, PIECES_A_BATCH, chance))


def find_loss(
    tagger: Tagger, batch: Batch, chance: torch.Generator
) -> tuple[Tensor, dict[str, float]]:
    """Return the loss of a batch in nats a word, and its parts."""
    words, roles = tagger(batch.pieces, batch.mask, batch.features, batch.first)
    count = batch.within.sum()
    logits = roles.view(*roles.shape[:2], 3, 3)
    each = functional.cross_entropy(
        logits.reshape(-1, 3), batch.roles.reshape(-1), reduction="none"
    ).view(*batch.within.shape, 3)
    parts = (each * batch.within[..., None]).sum((0, 1)) / count
    loss = 0.5 * parts[0] + 2.0 * parts[1] + 0.5 * parts[2]
    told = {"source": parts[0].item(), "cue": parts[1].item(), "content": parts[2].item()}
    # Words that look like a cue and are none: the linker learns to find nothing there.
    likely = logits[..., 1, :].softmax(-1)[..., 0].detach()
    wrong = (likely < 0.85) & (batch.roles[..., 1] == 0) & (batch.within > 0)
    candidates = wrong.nonzero()
    room = 2 + len(batch.cue_window) // 2
    if len(candidates) > room:
        candidates = candidates[torch.randperm(len(candidates), generator=chance)[:room]]
    none = torch.zeros((len(candidates), batch.within.shape[1]), dtype=torch.bool)
    none[torch.arange(len(candidates)), candidates[:, 1]] = True
    cue_words = torch.cat([batch.cue_words, none])
    window = torch.cat([batch.cue_window, candidates[:, 0]])
    if not len(window):
        return loss, told
    labels = torch.cat(
        [
            batch.cue_labels,
            torch.zeros((len(candidates), *batch.cue_labels.shape[1:]), dtype=torch.long),
        ]
    )
    real = torch.cat([torch.ones(len(batch.cue_window)), torch.zeros(len(candidates))])
    linked, valid = link(tagger, words, batch.within, window, cue_words)
    nats = functional.cross_entropy(
        linked.view(*linked.shape[:2], 2, 3).reshape(-1, 3), labels.reshape(-1), reduction="none"
    ).view(*labels.shape)
    nats = (nats * batch.within[window][..., None]).sum() / count
    sure = functional.binary_cross_entropy_with_logits(valid, real, reduction="sum") / count
    told |= {"link": nats.item(), "valid": sure.item()}
    return loss + nats + sure, told


def link(
    tagger: Tagger, words: Tensor, within: Tensor, window: Tensor, cue_words: Tensor
) -> tuple[Tensor, Tensor]:
    """Return what the linker says of each cue, given by its window and its words."""
    flags = cue_words.to(words.dtype)
    cue = (words[window] * flags[..., None]).sum(1) / flags.sum(1, keepdim=True)
    answer: tuple[Tensor, Tensor] = tagger.linker(
        words, cue, window, within[window], find_buckets(cue_words)
    )
    return answer


def run(chosen: argparse.Namespace, rows: list[dict[str, Any]], pieces: WordPieces) -> None:
    """Train to the end, writing a checkpoint every few steps."""
    torch.manual_seed(chosen.seed)
    config = json.loads((chosen.weights / "config.json").read_text("utf-8"))
    tagger = Tagger(config)
    load_pretrained(tagger, chosen.weights)
    plain = [p for p in tagger.encoder.parameters() if p.requires_grad]
    heads = [*tagger.taggers.parameters(), *tagger.linker.parameters()]
    heads.append(tagger.encoder.features.weight)
    plain = [p for p in plain if p is not tagger.encoder.features.weight]
    optimiser = torch.optim.AdamW(
        [{"params": plain, "lr": ENCODER_RATE}, {"params": heads, "lr": HEAD_RATE}],
        weight_decay=0.01,
        fused=True,
    )
    mean = {name: value.detach().clone() for name, value in tagger.state_dict().items()}
    chance = torch.Generator().manual_seed(chosen.seed)
    plans = [len(plan_epoch(rows, pieces, chosen.seed, epoch)) for epoch in range(chosen.epochs)]
    steps = sum(plans)
    step = 0
    kept = chosen.out / "checkpoint.pt"
    if kept.exists():
        state = torch.load(kept, weights_only=True)
        tagger.load_state_dict(state["tagger"])
        optimiser.load_state_dict(state["optimiser"])
        mean, step = state["mean"], state["step"]
        torch.set_rng_state(state["random"])
        chance.set_state(state["chance"])
        print(f"going on from step {step} of {steps}", flush=True)
    began, done = time.monotonic(), step
    passed = 0
    averages: dict[str, float] = {}
    tagger.train()
    for epoch, size in enumerate(plans):
        if passed + size <= step:
            passed += size
            continue
        for number, windows in enumerate(plan_epoch(rows, pieces, chosen.seed, epoch)):
            if passed + number < step:
                continue
            share = min((step + 1) / WARM_UP, 1.0) * max(0.0, 1 - step / steps)
            for group, rate in zip(optimiser.param_groups, (ENCODER_RATE, HEAD_RATE), strict=True):
                group["lr"] = rate * share
            loss, told = find_loss(tagger, build_batch(windows, pieces), chance)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*plain, *heads], 1.0)
            optimiser.step()
            step += 1
            decay = min(MEAN_DECAY, (step + 1) / (step + 10))
            with torch.no_grad():
                for name, value in tagger.state_dict().items():
                    mean[name].lerp_(value, 1 - decay)
            for name, value in told.items():
                averages[name] = 0.98 * averages.get(name, value) + 0.02 * value
            if not math.isfinite(loss.item()):
                sys.exit(f"The loss is {loss.item()} at step {step}.")
            if step % 20 == 0:
                pace = (time.monotonic() - began) / (step - done)
                words = " ".join(f"{name} {value:.4f}" for name, value in averages.items())
                print(f"step {step}/{steps} {pace:.2f} s/step {words}", flush=True)
            if step % KEEP_EVERY == 0 or step in (steps, chosen.stop_after):
                _keep(kept, tagger, optimiser, mean, step, chance)
            if chosen.stop_after and step >= chosen.stop_after:
                return
        passed += size
    torch.save(
        {"tagger": mean, "last": tagger.state_dict(), "config": config}, chosen.out / "tagger.pt"
    )
    about = {
        "data": hashlib.sha256((chosen.data / "train.jsonl").read_bytes()).hexdigest(),
        "added": [hashlib.sha256(path.read_bytes()).hexdigest() for path in chosen.add],
        "pretrained": WEIGHTS,
        "articles": len(rows),
        "seed": chosen.seed,
        "epochs": chosen.epochs,
        "steps": steps,
    }
    (chosen.out / "about.json").write_text(json.dumps(about, indent=1) + "\n", "utf-8")
    print(f"done: {steps} steps, {time.monotonic() - began:.0f} s", flush=True)


def _keep(
    path: Path,
    tagger: Tagger,
    optimiser: torch.optim.Optimizer,
    mean: dict[str, Tensor],
    step: int,
    chance: torch.Generator,
) -> None:
    state = {
        "tagger": tagger.state_dict(),
        "optimiser": optimiser.state_dict(),
        "mean": mean,
        "step": step,
        "random": torch.get_rng_state(),
        "chance": chance.get_state(),
    }
    fresh = path.with_suffix(".new")
    torch.save(state, fresh)
    fresh.replace(path)


if __name__ == "__main__":
    sys.exit(main())
